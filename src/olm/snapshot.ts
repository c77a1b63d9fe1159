import { redactObject } from '../inspect/redact/index.js'
import { toKubeEvent } from '../kube/events.js'
import type { ApiResource } from '../kube/resource.js'
import type { ResourceIndex } from '../kube/resource-index.js'
import type { KubeObject } from '../model/kubernetes.js'
import { operatorName } from '../model/olm-names.js'
import { authReaders } from './belong/auth-readers.js'
import { describedApis, describedCrds, ownedCrds } from './belong/descriptions.js'
import { plannedCrds } from './belong/install-plans.js'
import { plannedObjects, type ObjectRef } from './belong/planned-objects.js'
import { asOperator, asSubscription, packageOf, present } from './belong/shapes.js'
import { unpackingsOf } from './belong/unpack.js'
import { tellApart, type NamespaceTask, type Operator } from './operators.js'
import type { CatalogNamespace } from './read/catalogs.js'
import type { ClusterWide } from './read/cluster-wide.js'
import { readComponents } from './read/components.js'
import { subjectsOf, type EventSource } from './read/events.js'
import { readNamespaceOlm, readOwned, type Owned } from './read/namespace.js'
import type { OlmTypes } from './read/olm-types.js'
import type { Reader, Unread } from './read/reader.js'
import { objectsOf } from './snapshot-objects.js'
import type { OlmSnapshot } from './types.js'

export interface SnapshotContext {
  reader: Reader
  types: OlmTypes
  resources: ResourceIndex
  clusterWide: ClusterWide
  catalogs: (namespace: string) => Promise<CatalogNamespace>
  events: EventSource
  /** Is told how many steps of other operators were left out of a plan. */
  leftOut: (plan: KubeObject, steps: number) => void
}

/** Reads a namespace once and gives what each Subscription that was asked for has, without what nobody may see. */
export async function readSnapshots(task: NamespaceTask, context: SnapshotContext): Promise<OlmSnapshot[]> {
  const { reader, types, clusterWide } = context
  const unread: Unread = new Set(clusterWide.unread)
  const olm = await readNamespaceOlm(reader, types, task.namespace, task.asked, unread)
  const operators = tellApart(task, olm, context.leftOut)
  const owned = await readOwned(reader, types, task.namespace, operators, unread)
  return Promise.all(
    owned.map((one, index) => readSnapshot(operators[index] as Operator, one, new Set(unread), context)),
  )
}

async function readSnapshot(
  operator: Operator,
  owned: Owned,
  unread: Unread,
  context: SnapshotContext,
): Promise<OlmSnapshot> {
  const { subscription, operatorGroups, installPlans, csvs } = operator
  const { deployments, replicaSets, pods } = owned
  const [catalog, clusterScoped] = await Promise.all([
    readCatalog(operator, unread, context),
    readClusterScoped(operator, unread, context),
  ])
  const { clusterRbac, ...rest } = clusterScoped
  const found: OlmSnapshot = {
    subscription,
    operatorGroups,
    ...catalog,
    installPlans,
    csvs,
    ...rest,
    rbac: [...owned.serviceAccounts, ...owned.roles, ...owned.roleBindings, ...clusterRbac],
    deployments,
    replicaSets,
    pods,
    components: [...owned.operatorConditions, ...owned.services],
    events: [],
    unread: [],
  }
  const known = new Set(objectsOf(found).map(({ kind, metadata }) => `${kind}/${metadata.name}`))
  const isKnown = (ref: { kind: string; name: string }) => known.has(`${ref.kind}/${ref.name}`)
  found.components.push(...(await readComponents(context, namedIn(found), isKnown, unread)))
  found.events = await eventsOn(objectsOf(found), context.events, unread)
  return redacted({ ...found, unread: [...unread].sort() })
}

/** What OLM's own lists name: the Operator object's, the plans', and what it makes for webhooks and APIs. */
function namedIn({ operator, installPlans, csvs, subscription }: OlmSnapshot): ObjectRef[] {
  const { namespace = '' } = subscription.metadata
  const refs = [
    ...(operator ? (asOperator(operator).status?.components?.refs ?? []) : []),
    ...plannedObjects(namespace, installPlans, csvs),
    ...authReaders(csvs),
  ]
  return [...new Map(refs.map((ref) => [`${ref.kind}/${ref.name}`, ref])).values()]
}

async function readCatalog(
  { subscription, installPlans, others }: Operator,
  unread: Unread,
  { catalogs }: SnapshotContext,
): Promise<
  Pick<OlmSnapshot, 'catalogSource' | 'catalogPods' | 'unpackJobs' | 'unpackPods' | 'unpackConfigMaps'>
> {
  const { source = '', sourceNamespace = '' } = asSubscription(subscription).spec ?? {}
  if (sourceNamespace === '') return { catalogPods: [], unpackJobs: [], unpackPods: [], unpackConfigMaps: [] }
  const catalog = await catalogs(sourceNamespace)
  catalog.unread.forEach((type) => unread.add(type))
  const catalogSource = catalog.source(source)
  const names = unpackingsOf(subscription, installPlans, catalog.unpackings, others).map(({ name }) => name)
  return {
    ...(catalogSource && { catalogSource }),
    catalogPods: catalog.podsOf(source),
    unpackJobs: names.flatMap((name) => catalog.jobs(name)),
    unpackPods: names.flatMap((name) => catalog.unpackPods(name)),
    unpackConfigMaps: names.flatMap((name) => catalog.configMaps(name)),
  }
}

async function readClusterScoped(
  { subscription, csvs, csvNames, installPlans }: Operator,
  unread: Unread,
  { reader, types, clusterWide }: SnapshotContext,
): Promise<
  Pick<OlmSnapshot, 'crds' | 'apiServices' | 'webhooks' | 'operator'> & { clusterRbac: KubeObject[] }
> {
  const { namespace = '' } = subscription.metadata
  const operator = clusterWide.operator(operatorName(packageOf(subscription), namespace))
  const crdNames = present([...describedCrds(csvs), ...plannedCrds(installPlans, csvNames)])
  const [crds, apiServices] = await Promise.all([
    findAll(reader, types.crds, crdNames, unread),
    findAll(reader, types.apiServices, describedApis(csvs), unread),
  ])
  return {
    crds,
    apiServices,
    webhooks: clusterWide.webhooksOf(namespace, csvNames),
    ...(operator && { operator }),
    clusterRbac: clusterWide.rbacOf(namespace, csvNames, ownedCrds(csvs)),
  }
}

async function findAll(
  reader: Reader,
  type: ApiResource | undefined,
  names: readonly string[],
  unread: Unread,
): Promise<KubeObject[]> {
  const found = await Promise.all(names.map((name) => reader.find(type, { name }, unread)))
  return found.filter((object) => object !== undefined)
}

/** Events on any of the objects, oldest first. */
async function eventsOn(
  objects: readonly KubeObject[],
  source: EventSource,
  unread: Unread,
): Promise<KubeObject[]> {
  const subjects = new Map<string, Set<string>>()
  for (const object of objects) {
    const { namespace = '' } = object.metadata
    const known = subjects.get(namespace) ?? new Set<string>()
    subjects.set(namespace, known)
    subjectsOf(object).forEach((subject) => known.add(subject))
  }
  const found = await Promise.all([...subjects].map(([where, known]) => source.of(where, known, unread)))
  const timed = found.flat().map((event) => ({ event, last: toKubeEvent(event).last }))
  return timed.sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0)).map(({ event }) => event)
}

/** Nothing leaves the inspector with a value of an environment, of a Secret or of a ConfigMap. */
const redactions = { environment: 'all', configMaps: true } as const

function redacted(snapshot: OlmSnapshot): OlmSnapshot {
  return Object.fromEntries(
    Object.entries(snapshot).map(([field, value]: [string, unknown]) => [field, redactField(field, value)]),
  ) as unknown as OlmSnapshot
}

function redactField(field: string, value: unknown): unknown {
  if (field === 'unread') return value
  return Array.isArray(value)
    ? value.map((object) => redactObject(object as KubeObject, redactions))
    : redactObject(value as KubeObject, redactions)
}
