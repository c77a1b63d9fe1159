import { listAll, wellKnown, type ApiResource, type Connection } from '../../kube/index.js'
import type { MadeObject } from '../../kube/remove-objects.js'

interface Selection {
  labelSelector: string
  namespace?: string
  signal: AbortSignal
}

/** The objects of a type that a selector finds. */
export async function labelled(
  connection: Connection,
  resource: ApiResource,
  selection: Selection,
): Promise<MadeObject[]> {
  const { items } = await listAll(connection, resource, selection)
  return items.map((object) => ({ resource, object }))
}

/** The cluster-scoped roles of CSVs and OperatorGroups of a namespace. OLM takes them along when these go, and is given the time for it. */
export async function findRoles(
  connection: Connection,
  { namespace, owners }: { namespace: string; owners: readonly string[] },
  signal: AbortSignal,
): Promise<MadeObject[]> {
  if (owners.length === 0) return []
  const labelSelector = `olm.owner in (${owners.join(',')}),olm.owner.namespace=${namespace}`
  const types = [wellKnown.clusterRoleBindings, wellKnown.clusterRoles]
  const lists = await Promise.all(
    types.map((resource) => labelled(connection, resource, { labelSelector, signal })),
  )
  return lists.flat()
}
