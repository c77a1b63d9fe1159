import type { KubeObject, OwnerReference } from '../../../model/kubernetes.js'
import type { Store, StoreEvent, TypeName } from '../store/types.js'

/** The reference by which an object says that it belongs to its controller. */
export function controllerReference({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  return {
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  }
}

export function controllerOf({ metadata }: KubeObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller)
}

/** The objects of a type that belong to `owner`. */
export function ownedBy(store: Store, typeName: TypeName, owner: KubeObject): KubeObject[] {
  const { namespace, uid } = owner.metadata
  return store.list(typeName, { namespace }).items.filter((object) => controllerOf(object)?.uid === uid)
}

/** For a controller's `watches`: the owner of what has changed, where it is of that kind. */
export function ownerOfKind(kind: string): (event: StoreEvent) => string[] {
  return ({ object }) => {
    const owner = controllerOf(object)
    return owner?.kind === kind ? [`${object.metadata.namespace ?? ''}/${owner.name}`] : []
  }
}
