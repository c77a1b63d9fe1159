import { splitApiVersion } from '../../kube/resource.js'
import type { KubeObject, OwnerReference } from '../../model/kubernetes.js'

const olmGroup = 'operators.coreos.com'

/** An object as one that owns others, in its namespace: group, kind and name. A namespace has no two of the same. */
export type OwnerKey = string

export const ownerKey = (group: string, kind: string, name: string): OwnerKey => `${group}/${kind}/${name}`
export const csvKey = (name: string) => ownerKey(olmGroup, 'ClusterServiceVersion', name)
export const subscriptionKey = (name: string) => ownerKey(olmGroup, 'Subscription', name)
export const crdKey = (name: string) => ownerKey('apiextensions.k8s.io', 'CustomResourceDefinition', name)

export function keyOf({ apiVersion, kind, metadata }: KubeObject): OwnerKey {
  return ownerKey(splitApiVersion(apiVersion).group, kind, metadata.name)
}

/** What an object says that it belongs to: its ownerReferences. */
export function ownersOf({ metadata }: Pick<KubeObject, 'metadata'>): OwnerKey[] {
  return (metadata.ownerReferences ?? []).map(refKey)
}

const refKey = ({ apiVersion, kind, name }: OwnerReference) =>
  ownerKey(splitApiVersion(apiVersion).group, kind, name)

/** The CSV that OLM's labels name, which stand where an ownerReference cannot: on cluster-scoped objects and across namespaces. */
export function labelledOwner({
  metadata,
}: Pick<KubeObject, 'metadata'>): { namespace: string; name: string } | undefined {
  const labels = metadata.labels ?? {}
  const { 'olm.owner': name, 'olm.owner.namespace': namespace, 'olm.owner.kind': kind } = labels
  if (!name || !namespace || (kind !== undefined && kind !== 'ClusterServiceVersion')) return undefined
  return { namespace, name }
}

/** Whether an object of this namespace belongs to one of the owners, by reference or by label. */
export function belongsTo(object: KubeObject, owners: ReadonlySet<OwnerKey>, namespace: string): boolean {
  if (ownersOf(object).some((key) => owners.has(key))) return true
  const labelled = labelledOwner(object)
  return labelled?.namespace === namespace && owners.has(csvKey(labelled.name))
}

/** Whether some CSV owns the object, whichever. */
export function hasCsvOwner(object: KubeObject): boolean {
  return labelledOwner(object) !== undefined || ownersOf(object).some((key) => key.startsWith(csvKey('')))
}
