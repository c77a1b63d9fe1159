import type { Connection } from '../../kube/connection.js'
import type { ExitCode } from '../../model/errors.js'
import type { Logger } from '../../model/logger.js'
import type { ImageGather, MustGatherRecord } from '../../model/must-gather-record.js'
import type { GatherOptions, GatherProgress } from '../types.js'

/** Which images are run. Without any: on OpenShift its default image, elsewhere an error. */
export interface ImageWishes {
  images: readonly string[]
  /** `namespace/name:tag` */
  imageStreams: readonly string[]
  /** The default image, and those that operators name. */
  allImages: boolean
}

export type ChosenImage = Pick<ImageGather, 'image' | 'source' | 'subject'>

export type Layout = 'readable' | 'oc'

/** Where the output goes: a folder that does not exist or is empty, or a .tar.gz. */
export type Destination = { folder: string } | { archive: string; workDir: string }

/** What every pod of a run is asked for alike. */
export type SharedOptions = Pick<
  GatherOptions,
  | 'sourceDir'
  | 'access'
  | 'timeouts'
  | 'since'
  | 'sinceTime'
  | 'nodeName'
  | 'hostNetwork'
  | 'volumePercentage'
  | 'pullSecret'
  | 'runNamespace'
  | 'serviceAccount'
  | 'imagePullPolicy'
  | 'keep'
>

/** Is told what goes on, for a person. */
export interface ClientConsole {
  /** A line of the journal, or of the log of a pod. */
  line(text: string, kind: 'journal' | 'pod-log'): void
  progress(job: string, progress: GatherProgress): void
  ended(job: string): void
}

export interface ClientOptions {
  connection: Connection
  runId: string
  tool: { name: string; version: string }
  wishes: ImageWishes
  /** One pod on each node with these labels, instead of one on any. */
  nodeSelector?: string | undefined
  /** Instead of /usr/bin/gather. */
  command?: readonly string[] | undefined
  shared: SharedOptions
  layout: Layout
  destination: Destination
  console: ClientConsole
  logger: Logger
  /** Takes secrets out of what is said of the gathers: of errors, status reports, names. */
  redact: (text: string) => string
  now: () => Date
  signal: AbortSignal
  forceSignal: AbortSignal
}

export interface ClientResult {
  record: MustGatherRecord
  exitCode: ExitCode
  /** The folder or the archive. */
  path: string
}
