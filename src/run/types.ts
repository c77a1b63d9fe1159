import type { RegistryAccess } from '../bundle/index.js'
import type { CaptureWriter } from '../capture/index.js'
import type { Cluster, ClusterDriver, CreateOptions } from '../clusters/types.js'
import type { Installed } from '../install/index.js'
import type { Connection, MadeObject } from '../kube/index.js'
import type { InstallMethod } from '../model/install-config.js'
import type { ExpectedFiles } from '../model/expected-files.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import type { Logger } from '../model/logger.js'
import type { Profile } from '../model/profile.js'
import type { RunProgress } from '../report/index.js'
import type { BundleRead, IndexRead } from './images/read-images.js'
import type { InstallDecision } from './install/decision.js'
import type { LiveState } from './live-changes.js'
import type { Redact } from './redact.js'
import type { MissingRight } from './rights/types.js'

export type DriverName = ClusterDriver['name']

export interface RunOptions {
  isv: ResolvedIsv
  expected?: ExpectedFiles | undefined
  configDigest: string
  /** What will be judged: a repetition that no check of it reads is left out. Default: all. */
  profile?: Profile | undefined
  runId: string
  tool: { name: string; version: string }
  driver: ClusterDriver
  /** Options of the driver beyond what a run gives it. */
  cluster: Omit<CreateOptions, 'runId' | 'workDir' | 'logger'>
  /** Build arguments for every image that is built. */
  buildArgs: Record<string, string>
  /** Whether images are pulled, built, or built where they cannot be pulled. */
  prefer: 'auto' | 'pull' | 'build'
  /** Applies to objects that are on the cluster already, and leaves them there; else they are refused. */
  adopt?: boolean | undefined
  /** How the operator is installed, where that is not as isv.yaml says. */
  install?: InstallWish | undefined
  /** For reading bundle and index where they are: a docker config.json, and hosts without TLS. */
  registry?: RegistryAccess | undefined
  /** Of the gather's pods; default IfNotPresent. */
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | undefined
  /** Keeps the cluster, the operator and the samples. */
  keep: boolean
  captureDir: string
  /** A folder of this run alone, removed at its end. */
  workDir: string
  /** The environment that functests get, beside KUBECONFIG and CAPTURE_DIR. */
  env: Record<string, string | undefined>
  /** Takes secrets out of text that will be shown. */
  redact: Redact
  /** What the canaries are made from, and the file, outside the capture, that the run writes it to. */
  canaryKey: { key: Buffer; file: string }
  progress: RunProgress
  logger: Logger
  now: () => Date
  /** First Ctrl-C, or the deadline of the whole run: what was gathered is copied, then all is taken away. */
  signal: AbortSignal
  /** Second Ctrl-C: nothing is waited for any more. */
  forceSignal: AbortSignal
}

export interface InstallWish {
  /** Default: that of isv.yaml. */
  method?: InstallMethod | undefined
  /** What becomes of method olm on a cluster without OLM: the bundle is installed without it (the default), OLM first, or nothing. */
  olm?: 'skip' | 'install' | 'require' | undefined
  /** Paths and URLs of OLM's own manifests; default: those of isv.yaml. */
  olmManifests?: readonly string[] | undefined
  /** How long a sign that OLM does not get on must stay before it is believed; default 30 s. */
  patienceMs?: number | undefined
}

/** What a run has made so far, and has to take away again. */
export interface RunState {
  readonly options: RunOptions
  readonly capture: CaptureWriter
  cluster?: Cluster
  connection?: Connection
  /** How the operator is installed, as the cluster allows. */
  method?: InstallDecision
  /** The bundle, as far as it could be read, and the index. */
  bundle?: BundleRead
  index?: IndexRead
  /** OLM, where the run has installed it. */
  olm?: Installed
  installed?: Installed
  /** What the samples made. */
  readonly samples: MadeObject[]
  /** The cluster before the first gather. */
  before?: LiveState
  /** Rights that the user lacks, and the run can do without. */
  lacking: readonly MissingRight[]
  /** The objects that canaries lie in. */
  readonly canaries: MadeObject[]
  /** A pod whose log has lines of known age. */
  planted?: MadeObject
}

export type PhaseName =
  | 'cluster'
  | 'bundle-and-index'
  | 'preflight'
  | 'images'
  | 'olm'
  | 'install'
  | 'ready'
  | 'samples'
  | 'canaries'
  | 'gather'
  | 'again'
  | 'scripts'
  | 'since'
  | 'functests'
  | 'clean-up'

export interface Phase {
  name: PhaseName
  /** Longest that it may take, in milliseconds. */
  deadlineMs(state: RunState): number
  /** Why there is nothing to do, or why it cannot be done after what came before. */
  skip?(state: RunState): string | undefined
  /** Does it, and says in a few words what came of it. Throws ExpectedError where the environment failed. */
  act(state: RunState, signal: AbortSignal, say: (message: string) => void): Promise<string>
}
