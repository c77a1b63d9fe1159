import { at, isRecord, listAt } from '../store/json.js'
import type { ResourceType } from '../store/types.js'

/**
 * How a list is merged: by the keys that name its items, as a set of scalars, or as a whole (`undefined`).
 * A path is the field names from the root, `*` for an item of a list.
 */
export type ListMerge = { kind: 'map'; keys: readonly string[] } | { kind: 'set' } | undefined
export type ListRules = (path: readonly string[]) => ListMerge

interface Rule {
  /** The list's field name, or its parent's too: `containers.*.ports`. */
  path: string
  keys: readonly string[]
  /** The one key that a strategic merge patch goes by, where it is another. */
  strategic?: string
  /** Kinds that the rule is for, where the name alone does not tell. */
  kinds?: readonly string[]
}

const built: readonly Rule[] = [
  ...[
    'containers',
    'initContainers',
    'ephemeralContainers',
    'volumes',
    'env',
    'imagePullSecrets',
    'resourceClaims',
  ].map(byName),
  ...['webhooks', 'validations', 'matchConditions'].map(byName),
  { path: 'volumeMounts', keys: ['mountPath'] },
  { path: 'volumeDevices', keys: ['devicePath'] },
  { path: '*.ports', keys: ['containerPort', 'protocol'], strategic: 'containerPort' },
  { path: 'spec.ports', keys: ['port', 'protocol'], strategic: 'port', kinds: ['Service'] },
  { path: 'hostAliases', keys: ['ip'] },
  { path: 'topologySpreadConstraints', keys: ['topologyKey', 'whenUnsatisfiable'], strategic: 'topologyKey' },
  { path: 'ownerReferences', keys: ['uid'] },
  { path: 'conditions', keys: ['type'] },
  { path: 'secrets', keys: ['name'], kinds: ['ServiceAccount'] },
  { path: 'podIPs', keys: ['ip'] },
  { path: 'hostIPs', keys: ['ip'] },
  { path: 'status.addresses', keys: ['type'], kinds: ['Node'] },
]

function byName(path: string): Rule {
  return { path, keys: ['name'] }
}

/** What an absent key field counts as. */
export const keyDefaults: Record<string, unknown> = { protocol: 'TCP' }

export function listRules(type: ResourceType, strategic = false): ListRules {
  const { custom } = type
  return (path) =>
    metadataRule(path) ?? (custom ? schemaRule(custom.schema, path) : builtinRule(type.kind, path, strategic))
}

function metadataRule(path: readonly string[]): ListMerge {
  if (path[0] !== 'metadata') return undefined
  if (path[1] === 'finalizers') return { kind: 'set' }
  return path[1] === 'ownerReferences' ? { kind: 'map', keys: ['uid'] } : undefined
}

function builtinRule(kind: string, path: readonly string[], strategic: boolean): ListMerge {
  const text = path.join('.')
  const rule = built.find(
    (candidate) =>
      (candidate.kinds?.includes(kind) ?? true) &&
      (text === candidate.path || text.endsWith(`.${candidate.path}`)),
  )
  if (!rule) return undefined
  return { kind: 'map', keys: strategic && rule.strategic ? [rule.strategic] : rule.keys }
}

function schemaRule(schema: unknown, path: readonly string[]): ListMerge {
  let node: unknown = schema
  for (const step of path) {
    const properties = at(node, 'properties')
    node =
      step === '*'
        ? at(node, 'items')
        : isRecord(properties) && step in properties
          ? properties[step]
          : at(node, 'additionalProperties')
  }
  const listType = at(node, 'x-kubernetes-list-type')
  if (listType === 'set') return { kind: 'set' }
  return listType === 'map'
    ? { kind: 'map', keys: listAt(node, 'x-kubernetes-list-map-keys').map(String) }
    : undefined
}

/** The values of an item's key fields, as one comparable text. */
export function itemKey(item: unknown, keys: readonly string[]): string {
  return JSON.stringify(
    Object.fromEntries([...keys].sort().map((key) => [key, at(item, key) ?? keyDefaults[key]])),
  )
}
