import type { Connection } from '../kube/connection.js'
import type { Logger } from '../model/logger.js'

export interface InspectOptions {
  connection: Connection
  /** `ns/x`, `crd`, `pod/web`, `deploy,cm`, `clusteroperators`. */
  resources: readonly string[]
  /** Where namespaced types are read; the connection's by default. */
  namespace?: string | undefined
  allNamespaces?: boolean | undefined
  destDir: string
  /** Logs of the last so many milliseconds. */
  since?: number | undefined
  /** Logs since then, in RFC 3339. */
  sinceTime?: string | undefined
  /** Only objects with these labels, as in `app=web`; for what is listed, not for what is named. */
  selector?: string | undefined
  /** How many steps `relatedObjects` and the like are followed; default: as far as they lead. 0: only what is asked for. */
  depth?: number | undefined
  /** Secrets are not even asked for. */
  skipSecrets?: boolean | undefined
  /** Values of ConfigMaps are taken out too. */
  redactConfigMaps?: boolean | undefined
  /** Also the logs that the kubelet has rotated. */
  rotatedLogs?: boolean | undefined
  /** Bytes of rotated logs of one container, newest first. Default 50 MiB. */
  rotatedLogLimit?: number | undefined
  /** Requests at a time, fewer where the server is busy. Default 16. */
  concurrency?: number | undefined
  /** Takes secrets out of what the cluster answers instead of an object; default: it is told as it is. */
  redact?: ((text: string) => string) | undefined
  signal: AbortSignal
  logger: Logger
}

/** What could not be had, for `errors.json`. */
export interface InspectProblem {
  /** The file that is missing because of it, or the thing that was asked for. */
  subject: string
  reason: string
  message: string
  /** `skipped` is as it should be: a container that has not started has no log. */
  severity: 'error' | 'skipped'
}

export interface InspectResult {
  destDir: string
  /** How many files of data were written, and their bytes. */
  files: number
  bytes: number
  /** How many objects of which type: `{pods: 3, deployments.apps: 1}`. */
  objects: Record<string, number>
  logs: number
  /** Types that oc reads of a namespace and this server does not have. */
  absentTypes: string[]
  /** Also in `errors.json` of the folder. */
  problems: InspectProblem[]
  requests: number
  /** Pauses that the server asked for. */
  throttled: number
  durationMs: number
  /** The signal ended it; what had been read is there. */
  interrupted: boolean
}

/** A type (all of its objects, in one namespace or everywhere) or one object to be read. */
export interface Target<Type> {
  type: Type
  namespace?: string | undefined
  /** Empty: all of the type. */
  name: string
}
