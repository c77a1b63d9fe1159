import { ContainerConfigError } from '../pod/config-error.js'
import type { NodeFacts } from '../pod/downward.js'
import { readField, readResource } from '../pod/downward.js'
import type { DownwardItem, Pod } from '../pod/types.js'
import type { VolumeFile } from './write-files.js'

/** What a pod tells about itself, as files. */
export function downwardFiles(
  pod: Pod,
  items: DownwardItem[] = [],
  node: NodeFacts,
  mode = 0o644,
): VolumeFile[] {
  return items.map((item) => {
    const value = item.fieldRef
      ? readField(pod, item.fieldRef.fieldPath, node)
      : item.resourceFieldRef && readResource(pod, '', item.resourceFieldRef, node)
    if (value === undefined)
      throw new ContainerConfigError(`unsupported fieldPath: ${item.fieldRef?.fieldPath ?? item.path}`)
    return { path: item.path, content: Buffer.from(value), mode: item.mode ?? mode }
  })
}
