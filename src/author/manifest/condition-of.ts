import type { CaptureRecord } from '../../model/capture-record.js'
import type { ExpectedEntry } from '../../model/expected-files.js'

/**
 * API groups that come with OpenShift, OLM or the Prometheus operator. The operator's own group is none of them: where it
 * is not served, its files are missing.
 */
const ofPlatforms = /\.(?:openshift\.io|coreos\.com)$/

/** The condition under which a file can be there at all: its folder is an API group that not every cluster serves. */
export function conditionOf(pattern: string, record: CaptureRecord | undefined): ExpectedEntry['when'] {
  const { platform, features = [] } = record?.cluster ?? {}
  const group = pattern
    .split('/')
    .slice(0, -1)
    .find((folder) => ofPlatforms.test(folder) && features.includes(folder))
  if (group === undefined) return undefined
  return group.endsWith('.openshift.io') && platform === 'openshift' ? { platform } : { feature: group }
}
