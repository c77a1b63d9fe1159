import { listAll, resourceOf, wellKnown, type Connection } from '../../kube/index.js'
import type { MadeObject } from '../../kube/remove-objects.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { componentLabel } from '../../model/olm-names.js'
import { packageOf } from '../../olm/belong/shapes.js'
import { findAuthReaders } from './auth-readers.js'
import type { Brought } from './brought.js'
import { isNeededElsewhere } from './installed-alongside.js'
import { labelled } from './labelled.js'
import { olmTypes } from './resources.js'

const crdKind = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' }

/**
 * What OLM made of a package whose Subscription is gone, and its InstallPlans with it, while the catalog is still there:
 * what bears the label of the package in this namespace and came after the catalog. `undefined` where somebody else is
 * subscribed to the package there, as it may all be theirs then.
 */
export async function orphansOf(
  connection: Connection,
  catalog: KubeObject,
  packageName: string,
  signal: AbortSignal,
): Promise<Brought | undefined> {
  const { namespace = '', creationTimestamp: since = '' } = catalog.metadata
  const { items } = await listAll(connection, olmTypes.subscriptions, { namespace, signal })
  if (items.some((subscription) => packageOf(subscription) === packageName)) return undefined
  const isNew = ({ object }: { object: KubeObject }) => (object.metadata.creationTimestamp ?? '') >= since
  const labelSelector = componentLabel(packageName, namespace)
  const crdType = await resourceOf(connection, crdKind, signal)
  const [csvs, crds] = await Promise.all([
    labelled(connection, olmTypes.csvs, {
      namespace,
      labelSelector: `${labelSelector},!olm.copiedFrom`,
      signal,
    }),
    labelled(connection, crdType, { labelSelector, signal }),
  ])
  const newCsvs = csvs.filter(isNew)
  return {
    ...{ installPlans: [], subscriptions: [], csvs: newCsvs },
    ownerless: [
      ...(await findAuthReaders(connection, newCsvs, signal)),
      ...(await rolesOfBundles(connection, newCsvs, signal)),
    ].filter(isNew),
    crds: crds.filter((made) => isNew(made) && !isNeededElsewhere(made.object, namespace)),
  }
}

/** ClusterRoles that the bundles brought name their CSV without its namespace; where another one has a CSV of that name they may be its. */
async function rolesOfBundles(
  connection: Connection,
  csvs: readonly MadeObject[],
  signal: AbortSignal,
): Promise<MadeObject[]> {
  const everywhere = await labelled(connection, olmTypes.csvs, { labelSelector: '!olm.copiedFrom', signal })
  const uids = new Set(csvs.map(({ object }) => object.metadata.uid))
  const others = everywhere.filter(({ object }) => !uids.has(object.metadata.uid)).map(nameOf)
  const owners = csvs.map(nameOf).filter((name) => !others.includes(name))
  if (owners.length === 0) return []
  const labelSelector = `olm.managed=true,olm.owner in (${owners.join(',')}),!olm.owner.namespace`
  return labelled(connection, wellKnown.clusterRoles, { labelSelector, signal })
}

const nameOf = ({ object }: MadeObject) => object.metadata.name
