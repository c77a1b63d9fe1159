import { findObject, listAll, resourceOf, type Connection } from '../../kube/index.js'
import type { MadeObject } from '../../kube/remove-objects.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { kindOf } from '../../olm/belong/planned-objects.js'
import { asInstallPlan, type PlanStep } from '../../olm/belong/shapes.js'
import { ownPart } from '../../olm/belong/shared-plan.js'
import { findAuthReaders } from './auth-readers.js'
import { isNeededElsewhere } from './installed-alongside.js'
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

/**
 * Reads out of the InstallPlans what they created for this very Subscription. What was there before they came is none of it,
 * nor what they created for Subscriptions of others. To be asked before the Subscription goes, as the plans go with it.
 */
export async function broughtBy(
  connection: Connection,
  subscription: KubeObject,
  signal: AbortSignal,
): Promise<Brought> {
  const { namespace = '', uid } = subscription.metadata
  const { items } = await listAll(connection, olmTypes.installPlans, { namespace, signal })
  const plans = items.filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid))
  const isNew = noOlderThan(plans)
  const read = async (steps: readonly PlanStep[]) => {
    const found = await Promise.all(
      unique(steps).map((step) => findStep(connection, step, namespace, signal)),
    )
    return found.filter((one) => one !== undefined).filter(isNew)
  }
  // In a plan that others share nobody can tell whose dependencies it installs.
  const alone = plans.filter((plan) => isOwnedByNoOther(plan, [subscription]))
  const dependencies = await read(stepsOf(alone).filter(isSubscription))
  const own = [subscription, ...dependencies.map(({ object }) => object)]
  const objects = await read(stepsOf(plans.map((plan) => ownPart(plan, own, []).plan)))
  const csvs = objects.filter(({ object }) => object.kind === olmTypes.csvs.kind)
  const readers = await findAuthReaders(connection, csvs, signal)
  return {
    installPlans: plans
      .filter((plan) => isOwnedByNoOther(plan, own))
      .map((object) => ({ resource: olmTypes.installPlans, object })),
    subscriptions: dependencies,
    csvs,
    ownerless: [...objects.filter(isOwnerless), ...readers.filter(isNew)],
    crds: objects.filter((made) => isCrd(made) && !isNeededElsewhere(made.object, namespace)),
  }
}

/**
 * What a step says of itself does not tell: OLM calls what it has created itself `Present` where it takes up a plan again.
 * An object that is no older than the first plan was not there before it.
 */
function noOlderThan(plans: readonly KubeObject[]): (made: MadeObject) => boolean {
  const [since = ''] = plans.map(({ metadata }) => metadata.creationTimestamp ?? '').sort()
  return ({ object }) => (object.metadata.creationTimestamp ?? '') >= since
}

function isOwnedByNoOther({ metadata }: KubeObject, subscriptions: readonly KubeObject[]): boolean {
  const uids = new Set(subscriptions.map((one) => one.metadata.uid))
  return (metadata.ownerReferences ?? []).every(({ uid }) => uids.has(uid))
}

const stepsOf = (plans: readonly KubeObject[]) =>
  plans.flatMap((plan) => asInstallPlan(plan).status?.plan ?? [])

const isSubscription = ({ resource }: PlanStep) => resource?.kind === olmTypes.subscriptions.kind

const isCrd = ({ object }: MadeObject) => object.kind === 'CustomResourceDefinition'

/** OLM's own types and CRDs are taken off by themselves. */
const isOwnerless = (made: MadeObject) =>
  made.resource.group !== olmGroup &&
  !isCrd(made) &&
  (made.object.metadata.ownerReferences ?? []).length === 0

/** The same step stands in the plan of the install and in those of upgrades. */
function unique(steps: readonly PlanStep[]): PlanStep[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step.resource, identity), step])).values()]
}

const identity = ['group', 'version', 'kind', 'name']

async function findStep(
  connection: Connection,
  { resource: { group, version = '', kind: step, name } = {} }: PlanStep,
  namespace: string,
  signal: AbortSignal,
): Promise<MadeObject | undefined> {
  const kind = kindOf(step)
  if (kind === undefined || name === undefined) return undefined
  const apiVersion = group ? `${group}/${version}` : version
  const resource = await resourceOf(connection, { apiVersion, kind }, signal).catch(() => undefined)
  if (!resource) return undefined
  const place = resource.namespaced ? { namespace, name } : { name }
  const object = await findObject(connection, resource, place, signal)
  return object && { resource, object }
}
