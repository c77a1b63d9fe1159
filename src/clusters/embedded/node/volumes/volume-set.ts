import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from '../../store/types.js'
import { ContainerConfigError } from '../pod/config-error.js'
import type { NodeFacts } from '../pod/downward.js'
import type { Pod, ProjectedSource, Volume } from '../pod/types.js'
import { configMapFiles, secretFiles } from './data-files.js'
import { downwardFiles } from './downward-files.js'
import { hostFolder } from './host-folder.js'
import type { VolumeFile } from './write-files.js'
import { writeVolumeFiles } from './write-files.js'

/** A volume that is there: a folder or file of the host. */
export interface PreparedVolume {
  path: string
  readOnly: boolean
}

export interface VolumeContext {
  store: Store
  pod: Pod
  node: NodeFacts
  /** The pod's own folder. */
  folder: string
  /** What hostPath and persistent volumes lie on. */
  nodeDisk: string
  /** A token for the pod's service account. */
  issueToken: (
    pod: Pod,
    request: { audience?: string | undefined; expirationSeconds?: number | undefined },
  ) => string
}

type Prepare = (context: VolumeContext, volume: Volume, folder: string) => Promise<PreparedVolume>

/** How each kind of volume comes to be, by the name of its field. */
const sources: Record<string, Prepare> = {
  emptyDir: async (_, __, folder) => {
    await mkdir(folder, { recursive: true })
    await chmod(folder, 0o777)
    return { path: folder, readOnly: false }
  },
  configMap: (context, { configMap = {} }, folder) =>
    fromFiles(folder, configMapFiles(context.store, namespaceOf(context), configMap)),
  secret: (context, { secret = {} }, folder) =>
    fromFiles(folder, secretFiles(context.store, namespaceOf(context), secret)),
  downwardAPI: (context, { downwardAPI }, folder) =>
    fromFiles(folder, downwardFiles(context.pod, downwardAPI?.items, context.node, downwardAPI?.defaultMode)),
  projected: (context, { projected }, folder) => {
    const files = (projected?.sources ?? []).flatMap((source) =>
      projectedFiles(context, source, projected?.defaultMode),
    )
    return fromFiles(folder, files)
  },
  persistentVolumeClaim: (context, { persistentVolumeClaim: claim }) =>
    prepareClaim(context, claim?.claimName ?? '', claim?.readOnly ?? false),
  hostPath: (context, { hostPath }) => hostFolder(context.nodeDisk, hostPath?.path ?? '/', hostPath?.type),
}

/** Makes the pod's volumes. Throws `ContainerConfigError` for what is missing; may then be called again. */
export async function prepareVolumes(context: VolumeContext): Promise<Map<string, PreparedVolume>> {
  const prepared = new Map<string, PreparedVolume>()
  for (const volume of context.pod.spec.volumes ?? []) {
    const kind = Object.keys(volume).find((field) => field !== 'name') ?? 'emptyDir'
    const prepare = sources[kind]
    if (!prepare) throw volumeError(volume.name, `the embedded cluster has no volumes of kind ${kind}`)
    try {
      prepared.set(volume.name, await prepare(context, volume, join(context.folder, 'volumes', volume.name)))
    } catch (error) {
      if (error instanceof ContainerConfigError) throw volumeError(volume.name, error.message)
      throw error
    }
  }
  return prepared
}

function volumeError(name: string, why: string): ContainerConfigError {
  return new ContainerConfigError(`MountVolume.SetUp failed for volume "${name}" : ${why}`)
}

/** Read-only in the container whatever the mount says, as the kubelet has it for these kinds. */
async function fromFiles(folder: string, files: VolumeFile[]): Promise<PreparedVolume> {
  await writeVolumeFiles(folder, files)
  return { path: folder, readOnly: true }
}

function projectedFiles(context: VolumeContext, source: ProjectedSource, mode?: number): VolumeFile[] {
  const { store, pod, node } = context
  const token = source.serviceAccountToken
  return [
    ...(source.configMap ? configMapFiles(store, namespaceOf(context), source.configMap, mode) : []),
    ...(source.secret ? secretFiles(store, namespaceOf(context), source.secret, mode) : []),
    ...(source.downwardAPI ? downwardFiles(pod, source.downwardAPI.items, node, mode) : []),
    ...(token
      ? [{ path: token.path, content: Buffer.from(context.issueToken(pod, token)), mode: mode ?? 0o644 }]
      : []),
  ]
}

async function prepareClaim(
  context: VolumeContext,
  name: string,
  readOnly: boolean,
): Promise<PreparedVolume> {
  const claim = context.store.get('persistentvolumeclaims', namespaceOf(context), name)
  const volumeName = (claim?.spec as { volumeName?: string } | undefined)?.volumeName
  if (!claim || !volumeName) throw new ContainerConfigError(`PersistentVolumeClaim "${name}" is not bound`)
  const volume = context.store.get('persistentvolumes', undefined, volumeName)
  const spec = volume?.spec as { hostPath?: { path: string }; local?: { path: string } } | undefined
  const place = spec?.hostPath?.path ?? spec?.local?.path
  if (place === undefined) {
    throw new ContainerConfigError(`the embedded cluster has no driver for PersistentVolume "${volumeName}"`)
  }
  const path = join(context.nodeDisk, place)
  await mkdir(path, { recursive: true })
  await chmod(path, 0o777)
  return { path, readOnly }
}

function namespaceOf(context: VolumeContext): string {
  return context.pod.metadata.namespace ?? 'default'
}
