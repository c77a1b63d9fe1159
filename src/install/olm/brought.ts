import {
  findObject,
  listAll,
  resourceOf,
  wellKnown,
  type ApiResource,
  type Connection,
} from '../../kube/index.js'
import type { MadeObject } from '../../kube/remove-objects.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { OlmNames } from './objects.js'
import { olmTypes } from './resources.js'

/** What OLM made for a Subscription, by the order in which it has to go. */
export interface Brought {
  installPlans: MadeObject[]
  subscriptions: MadeObject[]
  csvs: MadeObject[]
  /** Of the bundles' own objects, what no owner takes along: types of the cluster. */
  clusterObjects: MadeObject[]
  crds: MadeObject[]
}

interface PlanStep {
  status: string
  resource: { group: string; version: string; kind: string; name: string }
}

interface PlanStatus {
  plan?: PlanStep[]
}

/**
 * Reads out of the InstallPlans what they created; what was there before they came is none of it. To be asked before the
 * Subscription goes, as the plans go with it.
 */
export async function broughtBy(
  connection: Connection,
  { namespace, subscription: name }: OlmNames,
  signal: AbortSignal,
): Promise<Brought> {
  const subscription = await findObject(connection, olmTypes.subscriptions, { namespace, name }, signal)
  const { items } = await listAll(connection, olmTypes.installPlans, { namespace, signal })
  const plans = items.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid }) => uid === subscription?.metadata.uid),
  )
  const steps = unique(plans.flatMap(({ status }) => (status as PlanStatus | undefined)?.plan ?? []))
  const found = await Promise.all(steps.map((step) => findStep(connection, step, namespace, signal)))
  const objects = found.filter((one) => one !== undefined)
  const ofType = (type: ApiResource) => objects.filter(({ object }) => object.kind === type.kind)
  const isCrd = ({ object }: MadeObject) => object.kind === 'CustomResourceDefinition'
  return {
    installPlans: plans.map((object) => ({ resource: olmTypes.installPlans, object })),
    // Of operators that this one depends on.
    subscriptions: ofType(olmTypes.subscriptions),
    csvs: ofType(olmTypes.csvs),
    clusterObjects: objects.filter((one) => !one.resource.namespaced && !isCrd(one)),
    crds: objects.filter(isCrd),
  }
}

/** The same step stands in the plan of the install and in those of upgrades; created it is in one of them. */
function unique(steps: readonly PlanStep[]): PlanStep[] {
  const created = steps.filter(({ status }) => status === 'Created')
  return [...new Map(created.map((step) => [JSON.stringify(step.resource, identity), step])).values()]
}

const identity = ['group', 'version', 'kind', 'name']

async function findStep(
  connection: Connection,
  { resource: { group, version, kind, name } }: PlanStep,
  namespace: string,
  signal: AbortSignal,
): Promise<MadeObject | undefined> {
  const apiVersion = group === '' ? version : `${group}/${version}`
  const resource = await resourceOf(connection, { apiVersion, kind }, signal).catch(() => undefined)
  if (!resource) return undefined
  const place = resource.namespaced ? { namespace, name } : { name }
  const object = await findObject(connection, resource, place, signal)
  return object && { resource, object }
}

/** What bears OLM's label of an owner that is gone by now; OLM takes it away too, and is given the time for it. */
export async function labelledLeftovers(
  connection: Connection,
  namespace: string,
  owners: readonly string[],
  signal: AbortSignal,
): Promise<MadeObject[]> {
  const labelSelector = `olm.owner in (${owners.join(',')}),olm.owner.namespace=${namespace}`
  const types = [wellKnown.clusterRoleBindings, wellKnown.clusterRoles]
  const lists = await Promise.all(
    types.map(async (resource) => {
      const { items } = await listAll(connection, resource, { labelSelector, signal })
      return items.map((object) => ({ resource, object }))
    }),
  )
  return lists.flat()
}

/** The object in which OLM lists the parts of an operator; OLM makes it anew while one of them is left. */
export async function operatorObject(
  connection: Connection,
  name: string,
  signal: AbortSignal,
): Promise<MadeObject | undefined> {
  const object: KubeObject | undefined = await findObject(connection, olmTypes.operators, { name }, signal)
  return object && { resource: olmTypes.operators, object }
}

export const operatorName = (packageName: string, { namespace }: OlmNames): string =>
  `${packageName}.${namespace}`.slice(0, 63).replace(/[._-]+$/, '')
