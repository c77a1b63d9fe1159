import type { Store } from '../../store/types.js'
import { ContainerConfigError } from '../pod/config-error.js'
import { readData } from '../pod/environment.js'
import type { ConfigMapSource, KeyToPath, SecretSource } from '../pod/types.js'
import type { VolumeFile } from './write-files.js'

/** A source's own mode counts before the volume's. */
const usualMode = 0o644

export function configMapFiles(
  store: Store,
  namespace: string,
  source: ConfigMapSource,
  mode?: number,
): VolumeFile[] {
  const data = readData(store, 'configmaps', namespace, source.name ?? '', source.optional)
  return selectFiles(data, source, `configmap ${namespace}/${source.name}`, mode)
}

export function secretFiles(
  store: Store,
  namespace: string,
  source: SecretSource,
  mode?: number,
): VolumeFile[] {
  const name = source.secretName ?? source.name ?? ''
  const data = readData(store, 'secrets', namespace, name, source.optional)
  return selectFiles(data, source, `secret ${namespace}/${name}`, mode)
}

function selectFiles(
  data: Record<string, Buffer> | undefined,
  source: { items?: KeyToPath[]; defaultMode?: number; optional?: boolean },
  title: string,
  mode: number | undefined,
): VolumeFile[] {
  if (!data) return []
  const fallback = source.defaultMode ?? mode ?? usualMode
  if (!source.items) return Object.entries(data).map(([path, content]) => ({ path, content, mode: fallback }))
  return source.items.flatMap((item) => {
    const content = data[item.key]
    if (content) return [{ path: item.path, content, mode: item.mode ?? fallback }]
    if (source.optional) return []
    throw new ContainerConfigError(`references non-existent ${title.split(' ')[0]} key: ${item.key}`)
  })
}
