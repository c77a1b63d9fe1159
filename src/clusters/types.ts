import type { InCluster, PullSecret } from '../kube/index.js'
import type { Logger } from '../model/logger.js'

/** What a driver can do; a check that needs one that is missing is not applicable. */
export type Capability =
  'images:pull' | 'images:build' | 'images:digest' | 'images:run-instructions' | 'olm' | 'nodes' | 'storage'

export interface ServerInfo {
  /** `v1.36.3`, as the API says. */
  version: string
  /** The API's URL. */
  url: string
}

export interface CreateOptions {
  /** Names everything that is made, so that a sweep finds what a killed run left. */
  runId: string
  /** A folder for what the cluster needs on disk; the caller removes it. */
  workDir: string
  logger: Logger
  kindConfig?: string | undefined
  kindImage?: string | undefined
  /** A kind cluster that is there already: what is made on it is taken away, and it stays. */
  kindCluster?: string | undefined
  /** A folder, made only where it is needed, for the logs of a cluster that could not be created. */
  logsDir?: string | undefined
  kubeconfig?: string | undefined
  context?: string | undefined
  /** Of a run inside a pod: used where no kubeconfig is given. */
  inCluster?: InCluster | undefined
  /** For the registries of the images, where they ask for one. */
  pullSecret?: PullSecret | undefined
  /** How the embedded cluster runs containers; `none` only inside a throw-away container. */
  isolation?: 'namespaces' | 'none' | undefined
}

/** One image that a run needs on the cluster. */
export interface ImageSpec {
  /** The reference that pods name. */
  ref: string
  /** Pull it, build it, or build it where it cannot be pulled (`auto`, the default). */
  prefer?: 'auto' | 'pull' | 'build' | undefined
  /** The folder that it can be built from, with its Dockerfile; absent where it must be pulled. */
  build?: { context: string; args?: Record<string, string>; standIn?: boolean } | undefined
}

/** How an image came to be on the cluster, for the report. */
export interface LoadedImage {
  ref: string
  source: 'pulled' | 'built' | 'stand-in'
  /** What the report has to say of it: `RUN is not executed: apt-get install jq`. */
  notes: string[]
}

export interface ClusterDriver {
  readonly name: 'embedded' | 'kind' | 'existing'
  readonly capabilities: ReadonlySet<Capability>
  /** Says why this machine cannot run it, or `undefined` where it can; tries, does not guess. */
  unavailable(options: Pick<CreateOptions, 'isolation'>, signal: AbortSignal): Promise<string | undefined>
  /** What takes away the cluster that a killed run made: a program and its arguments. Absent where none outlives the process. */
  afterKill?(
    options: Pick<CreateOptions, 'runId' | 'kindCluster'>,
  ): readonly [string, ...string[]] | undefined
  /** Creates the cluster and waits until it answers; a failure or an abort leaves nothing behind. */
  create(options: CreateOptions, signal: AbortSignal): Promise<Cluster>
}

export interface Cluster {
  readonly driver: ClusterDriver['name']
  /** Path of a kubeconfig whose current context is this cluster; its user is cluster-admin where the run made the cluster. */
  readonly kubeconfig: string
  /** It was there before the run and stays after it: what the run made on it has to be taken off. */
  readonly lasting: boolean
  readonly server: ServerInfo
  /** The client that gather scripts find on their PATH, where the driver knows: `kubectl v1.36.3`, `isv-must-gather kubectl`. */
  readonly client?: string | undefined
  /** How containers are kept apart, where that is not a container runtime's business. */
  readonly isolation?: string | undefined
  /** Makes the image available to pods under its reference: pulled later, built and loaded, or its folder registered. */
  loadImage(image: ImageSpec, signal: AbortSignal): Promise<LoadedImage>
  /** Takes away what the driver itself made; called once, after success, failure or interrupt, and never hangs. */
  destroy(): Promise<void>
}
