import type { Connection } from '../../kube/index.js'
import type { MadeObject } from '../../kube/remove-objects.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { operatorName } from '../../model/olm-names.js'
import { packageOf } from '../../olm/belong/shapes.js'
import { broughtBy, type Brought } from './brought.js'
import { packageOfCatalog } from './objects.js'
import { orphansOf } from './orphans.js'
import { olmTypes } from './resources.js'

/** What OLM made of what a run made. */
export interface MadeByOlm {
  brought: Brought
  namespace: string
  /** The Operator objects. */
  operators: { name: string }[]
}

/** Looks for it by the Subscription, and by the CatalogSource where a removal ended after the Subscription had gone. */
export async function findMadeByOlm(
  connection: Connection,
  made: readonly MadeObject[],
  signal: AbortSignal,
): Promise<MadeByOlm> {
  const ofKind = (kind: string) => made.find(({ resource }) => resource.kind === kind)?.object
  const subscription = ofKind(olmTypes.subscriptions.kind)
  if (subscription) return ofSubscription(connection, subscription, signal)
  const catalog = ofKind(olmTypes.catalogSources.kind)
  const found = catalog && (await ofCatalog(connection, catalog, signal))
  const { namespace = '' } = (catalog ?? ofKind(olmTypes.operatorGroups.kind))?.metadata ?? {}
  return found ?? { namespace, operators: [], brought: nothing }
}

const nothing: Brought = { installPlans: [], subscriptions: [], csvs: [], ownerless: [], crds: [] }

async function ofSubscription(
  connection: Connection,
  subscription: KubeObject,
  signal: AbortSignal,
): Promise<MadeByOlm> {
  const { namespace = '' } = subscription.metadata
  const brought = await broughtBy(connection, subscription, signal)
  const subscriptions = [subscription, ...brought.subscriptions.map(({ object }) => object)]
  return {
    namespace,
    brought,
    operators: subscriptions.map((one) => ({ name: operatorName(packageOf(one), namespace) })),
  }
}

async function ofCatalog(
  connection: Connection,
  catalog: KubeObject,
  signal: AbortSignal,
): Promise<MadeByOlm | undefined> {
  const { namespace = '' } = catalog.metadata
  const packageName = packageOfCatalog(catalog)
  if (packageName === undefined) return undefined
  const brought = await orphansOf(connection, catalog, packageName, signal)
  return brought && { namespace, brought, operators: [{ name: operatorName(packageName, namespace) }] }
}
