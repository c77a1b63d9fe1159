import type { Connection } from '../kube/connection.js'
import type { LeftObject } from '../kube/remove-objects.js'
import type { GatherRecord } from '../model/capture-record.js'
import type { ImageProbe } from '../model/image-probe.js'
import type { Logger } from '../model/logger.js'

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
  /** The last line that the gather printed. */
  logLine?: string
}

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
  access: 'cluster-admin' | 'namespace-admin'
  operatorNamespace: string
  /** Receives must-gather/, gather.log, pod.json and events.json. Made where it does not exist. */
  destDir: string
  timeouts?: Partial<GatherTimeouts> | undefined
  /** A Go duration, for MUST_GATHER_SINCE. */
  since?: string | undefined
  /** RFC 3339, for MUST_GATHER_SINCE_TIME. */
  sinceTime?: string | undefined
  /** Further variables of the container `gather`. */
  env?: Readonly<Record<string, string>> | undefined
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | undefined
  /** Asks the image what it holds, for the command and these scripts. */
  probe?: { scripts: readonly string[] } | undefined
  /** Ends the gather early: what there is is copied, then all is cleaned up. */
  signal: AbortSignal
  /** Ends the copy and the waiting for the clean-up too; the deletions are still sent. */
  forceSignal?: AbortSignal | undefined
  logger: Logger
  onProgress?: ((progress: GatherProgress) => void) | undefined
}

export interface GatherResult {
  record: GatherRecord
  /** Absent where it was not asked for, or no container could be asked. */
  probe?: ImageProbe
  /** What the clean-up could not take away, and why; empty when nothing is left. */
  left: LeftObject[]
}
