import { hasCondition } from '../../../../src/kube/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { inOrder } from '../in-order.js'
import { dropObject } from '../put-object.js'
import { ofKind, recordedNamespace, theOne, type Situation } from '../recordings.js'
import { catalogParts, groupRoles, installedParts, unpackParts, workloadParts } from './parts.js'
import { firstOf, until, type Stage } from './stage.js'
import {
  catalogsFound,
  csvPhases,
  csvReplaced,
  planBegun,
  planMade,
  unpacking,
  type SubscriptionStatus,
} from './statuses.js'

/** What OLM does, act by act, in answer to what the harness makes; each ends when the next can begin. */

export const packageName = recordedNamespace
const v1alpha1 = 'operators.coreos.com/v1alpha1'

/** Serves the first CatalogSource that there is. */
export async function serveCatalog(stage: Stage, name: Situation): Promise<void> {
  const recording = stage.recording(name)
  const object = theOne(recording.objects, 'CatalogSource')
  const live = await firstOf(stage, { apiVersion: v1alpha1, kind: 'CatalogSource' }, () => true)
  stage.names.catalogSource = live.metadata.name
  stage.names.namespace = live.metadata.namespace
  recording.adopt(object, live)
  const status = object.status as { connectionState: object; registryService: object }
  await recording.status(object, live, {
    registryService: status.registryService,
    connectionState: { ...status.connectionState, lastObservedState: 'CONNECTING' },
  })
  for (const part of inOrder(catalogParts(recording.objects))) await recording.put(part)
  await recording.status(object, live, status)
}

/** Takes up the OperatorGroup, where the recording has one; a second one of the recording is put beside it. */
export async function takeGroup(stage: Stage, name: Situation): Promise<void> {
  const recording = stage.recording(name)
  const [object, second] = ofKind(recording.objects, 'OperatorGroup')
  if (!object) return
  const live = await firstOf(
    stage,
    { apiVersion: 'operators.coreos.com/v1', kind: 'OperatorGroup' },
    () => true,
  )
  stage.names.operatorGroup = live.metadata.name
  stage.names.namespace = live.metadata.namespace
  recording.adopt(object, live)
  if (second) await recording.put(second)
  await recording.status(object, live, object.status)
  for (const role of groupRoles(recording.objects)) await recording.put(role)
}

/** Finds the first Subscription, and says that its catalogs were found. */
export async function findSubscription(stage: Stage, name: Situation): Promise<KubeObject> {
  const recording = stage.recording(name)
  const object = theOne(recording.objects, 'Subscription')
  const live = await firstOf(stage, { apiVersion: v1alpha1, kind: 'Subscription' }, () => true)
  stage.names.subscription = live.metadata.name
  recording.adopt(object, live)
  await recording.status(object, live, catalogsFound(object))
  return live
}

async function statusNow(stage: Stage, live: KubeObject): Promise<SubscriptionStatus> {
  return ((await until(stage, live, () => true)).status ?? {}) as SubscriptionStatus
}

/** Leaves the Subscription as it was recorded. */
export async function settle(stage: Stage, name: Situation, live: KubeObject): Promise<void> {
  const recording = stage.recording(name)
  const object = theOne(recording.objects, 'Subscription')
  await recording.status(object, live, object.status)
  for (const operator of ofKind(recording.objects, 'Operator').filter(isOfPackage))
    await recording.put(operator)
}

/** Those of other packages are left-overs of other situations. */
function isOfPackage({ metadata }: KubeObject): boolean {
  return metadata.name.startsWith(`${packageName}.`)
}

/** Unpacks the bundle of a CSV, or fails at it as it was recorded. */
export async function unpack(
  stage: Stage,
  name: Situation,
  live: KubeObject,
  bundleImage: string,
): Promise<void> {
  const recording = stage.recording(name)
  const object = theOne(recording.objects, 'Subscription')
  const before = await statusNow(stage, live)
  await recording.status(object, live, unpacking({ ...catalogsFound(object), ...before }))
  for (const part of unpackParts(recording.objects, bundleImage)) await recording.put(part)
}

export interface Plan {
  situation: Situation
  /** The InstallPlan as it was recorded. */
  name: string
  csv: string
}

/** Makes the InstallPlan; gives it as it is on the cluster. */
export async function makePlan(stage: Stage, plan: Plan, live: KubeObject): Promise<KubeObject> {
  const recording = stage.recording(plan.situation)
  const subscription = theOne(recording.objects, 'Subscription')
  const object = theOne(recording.objects, 'InstallPlan', plan.name)
  const manual = (live.spec as { installPlanApproval?: string }).installPlanApproval === 'Manual'
  const spec = {
    ...(object.spec as object),
    approval: manual ? 'Manual' : 'Automatic',
    approved: !manual,
  }
  const status = planBegun(object, manual ? 'RequiresApproval' : 'Installing')
  const made = await recording.put({ ...object, spec, status })
  const before = await statusNow(stage, live)
  await recording.status(subscription, live, planMade(before, subscription, { manual }))
  return made
}

/** Awaits the approval and does what the InstallPlan says. */
export async function installPlanned(stage: Stage, plan: Plan, made: KubeObject): Promise<void> {
  const recording = stage.recording(plan.situation)
  const object = theOne(recording.objects, 'InstallPlan', plan.name)
  await until(stage, made, ({ spec }) => (spec as { approved?: boolean }).approved === true)
  await recording.status(object, made, planBegun(object, 'Installing'))
  for (const crd of ofKind(recording.objects, 'CustomResourceDefinition')) await recording.put(crd)
  const csv = csvOf(stage, plan)
  const [first] = csvPhases(csv)
  await recording.put({ ...csv, status: first })
  for (const part of installedParts(recording.objects, csv)) await recording.put(part)
  await recording.status(object, made, object.status)
}

/** The CSV was deleted when that situation was recorded; it was the same bundle as that whose image was not pulled. */
function csvOf(stage: Stage, { situation, csv }: Plan): KubeObject {
  const from = situation === 'csv-deleted' ? 'operator-image-not-pulled' : situation
  return theOne(stage.recording(from).objects, 'ClusterServiceVersion', csv)
}

/** Brings the CSV through its recorded phases; what it deploys comes when its requirements are met. */
export async function runCsv(stage: Stage, plan: Plan): Promise<KubeObject> {
  const recording = stage.recording(plan.situation)
  const csv = csvOf(stage, plan)
  const namespace = stage.names.namespace ?? recordedNamespace
  const live = { ...csv, metadata: { name: csv.metadata.name, namespace } }
  for (const status of csvPhases(csv)) {
    if (status.phase === 'Succeeded' && stage.real) await deployed(stage, plan)
    await recording.status(csv, live, status)
    if (status.phase === 'InstallReady') await deploy(stage, plan)
  }
  return live
}

async function deploy(stage: Stage, { situation }: Plan): Promise<void> {
  const recording = stage.recording(situation)
  for (const deployment of ofKind(recording.objects, 'Deployment')) {
    const { status, ...content } = deployment
    await recording.put(stage.real ? content : { ...content, status })
  }
  if (stage.real) return
  for (const part of workloadParts(recording.objects)) await recording.put(part)
}

async function deployed(stage: Stage, { situation }: Plan): Promise<void> {
  for (const deployment of ofKind(stage.recording(situation).objects, 'Deployment')) {
    const namespace = stage.names.namespace ?? recordedNamespace
    await until(
      stage,
      { ...deployment, metadata: { name: deployment.metadata.name, namespace } },
      isRolledOut,
    )
  }
}

function isRolledOut(deployment: KubeObject): boolean {
  const { replicas = 1 } = deployment.spec as { replicas?: number }
  const status = (deployment.status ?? {}) as Record<string, unknown>
  return (
    status['observedGeneration'] === deployment.metadata.generation &&
    status['updatedReplicas'] === replicas &&
    status['replicas'] === replicas &&
    hasCondition(deployment, 'Available')
  )
}

/** Says that a CSV is being replaced. */
export async function beginReplacing(stage: Stage, old: Plan, live: KubeObject, by: string): Promise<void> {
  const csv = csvOf(stage, old)
  await stage.recording(old.situation).status(csv, live, csvReplaced(csv, by, 'Replacing'))
}

/** Somebody deletes the CSV. */
export async function deleteCsv(stage: Stage, live: KubeObject): Promise<void> {
  await dropObject(stage.connection, live)
}

/** Takes the replaced CSV off, with what only it had. */
export async function endReplacing(stage: Stage, old: Plan, live: KubeObject, by: string): Promise<void> {
  const csv = csvOf(stage, old)
  await stage.recording(old.situation).status(csv, live, csvReplaced(csv, by, 'Deleting'))
  await dropObject(stage.connection, live)
}
