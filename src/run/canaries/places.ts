import { createHash } from 'node:crypto'
import type { CanaryKind, CanaryPlace } from '../../model/canaries.js'
import type { CanarySwitches } from '../../model/isv-config.js'

export type CanaryGroup = keyof CanarySwitches

interface Planting {
  kind: CanaryKind
  group: CanaryGroup
  /** Kind and name, as an application's would be. */
  object: string
  key: string
}

const plantings: readonly Planting[] = [
  { kind: 'opaque', group: 'secrets', object: 'Secret/app-credentials', key: 'password' },
  { kind: 'basic-auth', group: 'secrets', object: 'Secret/git-login', key: 'password' },
  { kind: 'dockerconfigjson', group: 'secrets', object: 'Secret/registry-pull', key: '.dockerconfigjson' },
  { kind: 'tls', group: 'secrets', object: 'Secret/webhook-serving', key: 'tls.key' },
  { kind: 'config-map', group: 'configMap', object: 'ConfigMap/app-settings', key: 'password' },
  { kind: 'environment', group: 'environment', object: 'Pod/session-store', key: 'DATABASE_PASSWORD' },
  { kind: 'log', group: 'log', object: 'Pod/login-audit', key: '' },
]

const groups = Object.fromEntries(plantings.map(({ kind, group }) => [kind, group])) as Record<
  CanaryKind,
  CanaryGroup
>

/** What switches a kind on and off. */
export const groupOf = (kind: CanaryKind): CanaryGroup => groups[kind]

/** One place of each kind in every namespace; the names bear the run, so that two runs do not meet. */
export function canaryPlaces(namespaces: readonly string[], runId: string): CanaryPlace[] {
  const suffix = suffixOf(runId)
  return namespaces.flatMap((namespace) =>
    plantings.map(({ kind, object, key }) => ({ kind, namespace, object: `${object}-${suffix}`, key })),
  )
}

/** The name of the object that a canary lies in. */
export const nameOf = ({ object }: Pick<CanaryPlace, 'object'>): string => object.replace(/^[^/]*\//, '')

/** Letters of names that Kubernetes generates, so that the same finding of another run is known again. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

const suffixOf = (runId: string): string =>
  [...createHash('sha256').update(runId).digest().subarray(0, 5)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join('')
