import type { KubeObject } from '../../model/kubernetes.js'
import { crdKey, csvKey, labelledOwner, ownersOf, type OwnerKey } from '../belong/owners.js'
import type { OlmTypes } from './olm-types.js'
import type { Reader, Unread } from './reader.js'
import { createShelf, type Shelf } from './shelf.js'

/** Objects of no namespace, listed once for all Subscriptions. */
export interface ClusterWide {
  /** ClusterRoles and their bindings that OLM made for a CSV of a namespace, or for a CRD. */
  rbacOf(namespace: string, csvs: readonly string[], crds: readonly string[]): KubeObject[]
  webhooksOf(namespace: string, csvs: readonly string[]): KubeObject[]
  operator(name: string): KubeObject | undefined
  unread: Unread
}

/** Where a CSV's objects lie, and a CRD's. */
const csvPlace = (namespace: string, csv: string) => `${csvKey(csv)} in ${namespace}`

export async function readClusterWide(reader: Reader, types: OlmTypes): Promise<ClusterWide> {
  const unread: Unread = new Set()
  const rbac = createShelf()
  const webhooks = createShelf()
  const operators = createShelf()
  const labelled = { labelSelector: 'olm.owner' }
  await Promise.all([
    // Those of a CRD have an ownerReference and no label.
    reader.each(types.clusterRoles, {}, unread, (role) => shelve(rbac, role)),
    reader.each(types.clusterRoleBindings, {}, unread, (binding) => shelve(rbac, binding)),
    reader.each(types.validatingWebhooks, labelled, unread, (one) => shelve(webhooks, one)),
    reader.each(types.mutatingWebhooks, labelled, unread, (one) => shelve(webhooks, one)),
    reader.each(types.operators, {}, unread, (one) => operators.add(one.metadata.name, one)),
  ])
  return {
    rbacOf: (namespace, csvs, crds) => [
      ...csvs.flatMap((csv) => rbac.get(csvPlace(namespace, csv))),
      ...crds.flatMap((crd) => rbac.get(crdKey(crd))),
    ],
    webhooksOf: (namespace, csvs) => csvs.flatMap((csv) => webhooks.get(csvPlace(namespace, csv))),
    operator: (name) => operators.get(name)[0],
    unread,
  }
}

const isCrd = (key: OwnerKey) => key.startsWith(crdKey(''))

function shelve(shelf: Shelf, object: KubeObject): void {
  const owner = labelledOwner(object)
  if (owner) shelf.add(csvPlace(owner.namespace, owner.name), object)
  else for (const key of ownersOf(object).filter(isCrd)) shelf.add(key, object)
}
