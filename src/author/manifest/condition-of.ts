import type { CaptureRecord } from '../../model/capture-record.js'
import type { ExpectedEntry } from '../../model/expected-files.js'

/**
 * The condition under which a file can be there at all: its folder is an API group that not every cluster serves, and this
 * one served it before the operator came.
 */
export function conditionOf(pattern: string, record: CaptureRecord | undefined): ExpectedEntry['when'] {
  const { platform, features = [] } = record?.cluster ?? {}
  const group = pattern.split('/').find((folder) => folder.includes('.') && features.includes(folder))
  if (group === undefined || group.endsWith('.k8s.io')) return undefined
  if (group.endsWith('.openshift.io') && platform === 'openshift') return { platform }
  return { feature: group }
}
