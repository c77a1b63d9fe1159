import type { Logger } from '../../../../model/logger.js'
import type { RecordEvent } from '../../controllers/events.js'
import type { ImageStore } from '../../image/image-store.js'
import type { Store } from '../../store/types.js'
import type { Isolation, Mount } from '../sandbox/types.js'
import type { PreparedVolume, VolumeContext } from '../volumes/volume-set.js'
import type { BackOffOptions } from './back-off.js'
import type { NodeFacts } from './downward.js'
import type { Pod } from './types.js'

/** What every pod of the node needs; the same for all. */
export interface NodeContext {
  store: Store
  images: ImageStore
  isolation: Isolation
  node: Omit<NodeFacts, 'podIP'>
  /** Folder below which each pod has its own. */
  podsFolder: string
  /** What hostPath and persistent volumes lie on. */
  nodeDisk: string
  issueToken: VolumeContext['issueToken']
  /** Where the API server listens, as containers are told. */
  apiServer: { host: string; port: number }
  /** What every container sees besides its image: the client that gather scripts use. */
  extraMounts: (image: { root: string }) => Mount[]
  /** Appended to the PATH of an image that sets none. */
  extraPath: string[]
  restartBackOff: BackOffOptions
  now: () => Date
  record: RecordEvent
  logger: Logger
}

/** What the containers of one pod share. */
export interface PodContext extends NodeContext {
  /** The pod as it is in the store now. */
  pod(): Pod
  podFolder: string
  podIP: string
  volumes: Map<string, PreparedVolume>
  /** Writes the pod's status after a change. */
  publish(): void
  /** Resolves when one of the objects that containers are made from has changed; throws on abort. */
  configChanged(signal: AbortSignal): Promise<void>
}

/** Seconds are all that Kubernetes' times have. */
export function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`
}

/** The fields of an event about one container. */
export function containerField(pod: Pod, name: string): string {
  const isInit = pod.spec.initContainers?.some((container) => container.name === name)
  return `spec.${isInit ? 'initContainers' : 'containers'}{${name}}`
}
