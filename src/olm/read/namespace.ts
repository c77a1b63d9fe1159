import type { KubeObject } from '../../model/kubernetes.js'
import { isPlanOf } from '../belong/install-plans.js'
import { belongsTo, csvKey, hasCsvOwner, keyOf, type OwnerKey } from '../belong/owners.js'
import { asCsv, present } from '../belong/shapes.js'
import type { OlmType, OlmTypes } from './olm-types.js'
import type { Reader, Unread } from './reader.js'

/** What a namespace has of OLM's own objects. */
export interface NamespaceOlm {
  operatorGroups: KubeObject[]
  /** Those of the Subscriptions that were asked for. */
  installPlans: KubeObject[]
  /** All that are no copies. */
  csvs: KubeObject[]
}

export async function readNamespaceOlm(
  reader: Reader,
  types: OlmTypes,
  namespace: string,
  subscriptions: readonly KubeObject[],
  unread: Unread,
): Promise<NamespaceOlm> {
  const found: NamespaceOlm = { operatorGroups: [], installPlans: [], csvs: [] }
  await Promise.all([
    reader.each(types.operatorGroups, { namespace }, unread, (one) => found.operatorGroups.push(one)),
    reader.each(types.installPlans, { namespace }, unread, (plan) => {
      if (subscriptions.some((subscription) => isPlanOf(subscription, plan))) found.installPlans.push(plan)
    }),
    reader.each(types.csvs, { namespace, labelSelector: '!olm.copiedFrom' }, unread, (csv) =>
      found.csvs.push(csv),
    ),
  ])
  return found
}

/** An operator whose objects are looked for in its namespace. */
export interface Owner {
  csvs: readonly KubeObject[]
  /** All CSVs that it has or had, also those that are gone. */
  csvNames: readonly string[]
}

/** What belongs to an operator, by type. */
export type Owned = Record<(typeof ownedTypes)[number], KubeObject[]>

const ownedTypes = [
  'operatorConditions',
  'serviceAccounts',
  'roles',
  'roleBindings',
  'services',
  'deployments',
  'replicaSets',
  'pods',
] as const satisfies readonly OlmType[]

/** In this order, as an object may belong to one that belongs to the CSV. */
const waves: readonly (readonly (typeof ownedTypes)[number][])[] = [
  ['operatorConditions', 'serviceAccounts', 'services', 'deployments'],
  ['roles', 'roleBindings', 'replicaSets'],
  ['pods'],
]

/** Lists each type once and gives each operator its own; nothing else stays in memory. */
export async function readOwned(
  reader: Reader,
  types: OlmTypes,
  namespace: string,
  operators: readonly Owner[],
  unread: Unread,
): Promise<Owned[]> {
  const claims = operators.map((operator) => ({ ...claimOf(operator), owned: nothing() }))
  if (claims.some(({ owners }) => owners.size > 0)) {
    for (const wave of waves) {
      await Promise.all(
        wave.map((type) =>
          reader.each(types[type], { namespace }, unread, (object) => {
            for (const { owners, names, owned } of claims) {
              if (!belongsTo(object, owners, namespace) && !isNamed(type, object, names)) continue
              owners.add(keyOf(object))
              owned[type].push(object)
            }
          }),
        ),
      )
    }
  }
  return claims.map(({ owned }) => owned)
}

const nothing = () => Object.fromEntries(ownedTypes.map((type) => [type, []])) as unknown as Owned

/** What the CSVs call theirs. */
interface Names {
  deployments: ReadonlySet<string>
  serviceAccounts: ReadonlySet<string>
}

function claimOf({ csvs, csvNames }: Owner): { owners: Set<OwnerKey>; names: Names } {
  const specs = csvs.map((csv) => asCsv(csv).spec?.install?.spec ?? {})
  const deployments = specs.flatMap((spec) => spec.deployments ?? [])
  const accounts = [
    ...specs.flatMap((spec) => [...(spec.permissions ?? []), ...(spec.clusterPermissions ?? [])]),
    ...deployments.map(({ spec }) => spec?.template?.spec ?? {}),
  ]
  return {
    owners: new Set(csvNames.map(csvKey)),
    names: {
      deployments: new Set(present(deployments.map(({ name }) => name))),
      serviceAccounts: new Set(present(accounts.map(({ serviceAccountName }) => serviceAccountName))),
    },
  }
}

/** What a CSV names is its own unless another CSV owns it. */
function isNamed(type: OlmType, object: KubeObject, names: Names): boolean {
  if (type !== 'deployments' && type !== 'serviceAccounts') return false
  return names[type].has(object.metadata.name) && !hasCsvOwner(object)
}
