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
import { olmGroup, olmTypes } from './resources.js'

/** What OLM made for a Subscription, by the order in which it has to go. */
export interface Brought {
  installPlans: MadeObject[]
  subscriptions: MadeObject[]
  csvs: MadeObject[]
  /** What no owner takes along: objects of the bundles themselves, and the RoleBindings by which webhooks know their callers. */
  ownerless: MadeObject[]
  crds: MadeObject[]
}

interface PlanStep {
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
  const since = firstOf(plans)
  const steps = unique(plans.flatMap(({ status }) => (status as PlanStatus | undefined)?.plan ?? []))
  const found = await Promise.all(steps.map((step) => findStep(connection, step, namespace, signal)))
  const objects = found.filter((one) => one !== undefined).filter(isNew(since))
  const ofType = (type: ApiResource) => objects.filter(({ object }) => object.kind === type.kind)
  const csvs = ofType(olmTypes.csvs)
  const readers = await findAuthReaders(connection, csvs, signal)
  return {
    installPlans: plans.map((object) => ({ resource: olmTypes.installPlans, object })),
    // Of operators that this one depends on.
    subscriptions: ofType(olmTypes.subscriptions),
    csvs,
    ownerless: [...objects.filter(isOwnerless), ...readers.filter(isNew(since))],
    crds: objects.filter(isCrd),
  }
}

/**
 * What a step says of itself does not tell: OLM calls what it has created itself `Present` where it takes up a plan again.
 * An object that is no older than the first plan was not there before it.
 */
const isNew =
  (since: string) =>
  ({ object }: MadeObject) =>
    (object.metadata.creationTimestamp ?? '') >= since

const firstOf = (plans: readonly KubeObject[]) =>
  plans.map(({ metadata }) => metadata.creationTimestamp ?? '').sort()[0] ?? ''

const isCrd = ({ object }: MadeObject) => object.kind === 'CustomResourceDefinition'

/** OLM's own types and CRDs are taken off by themselves. */
const isOwnerless = (made: MadeObject) =>
  made.resource.group !== olmGroup &&
  !isCrd(made) &&
  (made.object.metadata.ownerReferences ?? []).length === 0

interface Serving {
  webhookdefinitions?: { deploymentName?: string }[]
  apiservicedefinitions?: { owned?: { deploymentName?: string }[] }
}

/** OLM makes one in `kube-system` for each deployment that serves webhooks or APIs, and leaves it there. */
async function findAuthReaders(
  connection: Connection,
  csvs: readonly MadeObject[],
  signal: AbortSignal,
): Promise<MadeObject[]> {
  const deployments = csvs.flatMap(({ object }) => {
    const { webhookdefinitions = [], apiservicedefinitions } = (object.spec ?? {}) as Serving
    return [...webhookdefinitions, ...(apiservicedefinitions?.owned ?? [])].flatMap(
      ({ deploymentName }) => deploymentName ?? [],
    )
  })
  const resource = wellKnown.roleBindings
  const found = await Promise.all(
    [...new Set(deployments)].map(async (deployment) => {
      const name = `${deployment.replaceAll('.', '-')}-service-auth-reader`
      const object = await findObject(connection, resource, { namespace: 'kube-system', name }, signal)
      return object && { resource, object }
    }),
  )
  return found.filter((one) => one !== undefined)
}

/** The same step stands in the plan of the install and in those of upgrades. */
function unique(steps: readonly PlanStep[]): PlanStep[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step.resource, identity), step])).values()]
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
