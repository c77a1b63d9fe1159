import type { Connection } from '../kube/connection.js'
import type { PullSecret } from '../kube/pull-secret.js'
import type { LeftObject } from '../kube/remove-objects.js'
import type { GatherRecord } from '../model/capture-record.js'
import type { ImageProbe } from '../model/image-probe.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Logger } from '../model/logger.js'
import type { GatherOutput } from './output.js'

/** The deadlines of a gather's phases, in milliseconds; none of them waits for another. */
export interface GatherTimeouts {
  /** From the first request until the container `gather` runs: scheduling and pulling included. */
  startMs: number
  /** From the start of the container `gather` to its end. */
  gatherMs: number
  copyMs: number
  cleanUpMs: number
}

export const defaultTimeouts: GatherTimeouts = {
  startMs: 5 * 60_000,
  gatherMs: 10 * 60_000,
  copyMs: 5 * 60_000,
  cleanUpMs: 2 * 60_000,
}

export type GatherPhase = 'prepare' | 'start' | 'gather' | 'probe' | 'copy' | 'clean-up'

export interface GatherProgress {
  phase: GatherPhase
  /** Bytes and files copied so far. */
  bytes?: number
  files?: number
  /** What lies in the gather's volume so far, while the gather runs. */
  volumeBytes?: number
  /** The last line that the gather printed, and when: RFC 3339 with nanoseconds. */
  logLine?: string
  logTime?: string
}

/**
 * What the gather may do: the role `cluster-admin`; `admin` in the operator's namespace; `view` and pods/log in the
 * whole cluster; nothing; or the Roles and ClusterRoles given, made under names of their own and bound.
 */
export type GatherAccess =
  'cluster-admin' | 'namespace-admin' | 'view' | 'none' | { manifests: readonly KubeObject[] }

export interface GatherOptions {
  connection: Connection
  /** The run that everything is labelled with. */
  runId: string
  /** `default`, `script.<name>`, ...: the record's name. */
  name: string
  /** The must-gather image. */
  image: string
  /** Run as it is, without a shell; a bare name is looked up on the image's PATH. */
  command: readonly string[]
  /** Where the image writes: absolute. */
  sourceDir: string
  environment: 'oc' | 'isv'
  access: GatherAccess
  operatorNamespace: string
  /** Takes what comes out. */
  output: GatherOutput
  timeouts?: Partial<GatherTimeouts> | undefined
  /** A Go duration, for MUST_GATHER_SINCE. */
  since?: string | undefined
  /** RFC 3339, for MUST_GATHER_SINCE_TIME. */
  sinceTime?: string | undefined
  /** Further variables of the container `gather`. */
  env?: Readonly<Record<string, string>> | undefined
  /** Runs on this node and no other. */
  nodeName?: string | undefined
  /** Labels of the nodes that may take it, beyond `kubernetes.io/os: linux`. */
  nodeSelector?: Readonly<Record<string, string>> | undefined
  /** Prefers a node of the control plane, where there is a ready one. Default true. */
  preferControlPlane?: boolean | undefined
  /** The node's network, with CAP_NET_RAW for the gather. */
  hostNetwork?: boolean | undefined
  /** Requests of the container `gather`: `{cpu: 10m, memory: 50Mi}`. */
  resources?: Readonly<Record<string, string>> | undefined
  /** The gather is ended where the volume fills more than this of its file system: 1 to 100, default 70. */
  volumePercentage?: number | undefined
  /** Most that the volume may hold, as a quantity; the gather is ended before. */
  volumeSizeLimit?: string | undefined
  /** What the image is pulled with. */
  pullSecret?: PullSecret | undefined
  /** A namespace that exists. It stays; what is made in it is taken away. */
  runNamespace?: string | undefined
  /** With `runNamespace` one that exists there and keeps its own rights; else the name of the one that is made. */
  serviceAccount?: string | undefined
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | undefined
  /** Asks the image what it holds, for the command and these scripts. */
  probe?: { scripts: readonly string[] } | undefined
  /** Ends the gather early: what there is is copied, then all is cleaned up. */
  /** Leaves everything that was made where it is. Default false. */
  keep?: boolean | undefined
  signal: AbortSignal
  /** Ends the copy and the waiting for the clean-up too; the deletions are still sent. */
  forceSignal?: AbortSignal | undefined
  /** Does not wait for the end of a namespace that goes by itself: nothing in it is held by a finalizer. Default false. */
  leaveWhenCertain?: boolean | undefined
  logger: Logger
  onProgress?: ((progress: GatherProgress) => void) | undefined
  /** Told of each object once it is made: namespace, service account, bindings, pod. */
  onMade?: ((object: KubeObject) => void) | undefined
}

export interface GatherResult {
  record: GatherRecord
  /** Absent where it was not asked for, or no container could be asked. */
  probe?: ImageProbe
  /** What the clean-up could not take away, and why; empty when nothing is left. */
  left: LeftObject[]
}
