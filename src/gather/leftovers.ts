import type { ObjectRef } from '../model/kubernetes.js'
import type { Snapshot, SnapshotObject } from './snapshot.js'

export interface LeftoverOptions {
  /** Namespaces in which others work meanwhile. */
  excludeNamespaces?: readonly string[] | undefined
}

/** What a cluster puts into every namespace by itself. */
const ofEveryNamespace = new Set([
  'ConfigMap/kube-root-ca.crt',
  'ConfigMap/openshift-service-ca.crt',
  'ServiceAccount/default',
  'ServiceAccount/builder',
  'ServiceAccount/deployer',
  'RoleBinding/system:deployers',
  'RoleBinding/system:image-builders',
  'RoleBinding/system:image-pullers',
])

/** What is there after a gather and was not before: made by it, owned by nothing, and not on its way out. Sorted. */
export function leftovers(before: Snapshot, after: Snapshot, options: LeftoverOptions = {}): ObjectRef[] {
  const excluded = new Set(options.excludeNamespaces)
  const leftBehind = ([uid, object]: [string, SnapshotObject]) =>
    !before.objects.has(uid) &&
    !object.owned &&
    !object.leaving &&
    !object.ours &&
    !excluded.has(object.ref.namespace ?? '') &&
    !(object.ref.kind === 'Namespace' && excluded.has(object.ref.name)) &&
    !(object.ref.namespace !== undefined && ofEveryNamespace.has(`${object.ref.kind}/${object.ref.name}`))
  return [...after.objects]
    .filter(leftBehind)
    .map(([, { ref }]) => ref)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function keyOf({ kind, namespace = '', name }: ObjectRef): string {
  return `${kind}/${namespace}/${name}`
}
