import semver from 'semver'
import type { CaptureRecord } from '../model/capture-record.js'
import type { ExpectedEntry } from '../model/expected-files.js'
import type { PlannedEntry } from '../model/facts.js'

type Cluster = CaptureRecord['cluster']

/** Why an entry of the expected list does not hold for this cluster; `undefined` where it does. */
export function conditionOf(when: ExpectedEntry['when'], cluster: Cluster): PlannedEntry['skip'] {
  if (!when) return undefined
  if (!cluster)
    return { kind: 'not-evaluated', reason: 'the capture does not say on what cluster it was made' }
  const { platform, feature, version } = when
  if (platform && platform !== cluster.platform)
    return no(`the cluster is ${cluster.platform}, not ${platform}`)
  if (feature && !cluster.features.includes(feature)) return no(`the cluster does not serve ${feature}`)
  if (version === undefined) return undefined
  // Providers add to the version (v1.30.2-gke.100): its three numbers decide.
  const known = semver.coerce(cluster.version)
  if (!known)
    return { kind: 'not-evaluated', reason: `the version of the cluster is not known: ${cluster.version}` }
  return semver.satisfies(known, version) ? undefined : no(`version ${cluster.version} is not ${version}`)
}

const no = (reason: string) => ({ kind: 'not-applicable', reason }) as const
