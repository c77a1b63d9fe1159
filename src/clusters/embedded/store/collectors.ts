import type { KubeObject } from '../../../model/kubernetes.js'
import { isNotFound } from './api-error.js'
import { apiVersionOf, typeNameOf } from './resource-types.js'
import type { ResourceType, Store, StoreEvent, TypeName } from './types.js'

/** What happens by itself after a deletion: owned objects, a namespace's contents and a definition's objects go too. */

const definitions = 'customresourcedefinitions.apiextensions.k8s.io'

export function startCollectors(store: Store): void {
  store.subscribe('all', (event) => {
    collectOwned(store, event)
    if (event.object.metadata.deletionTimestamp !== undefined && event.type !== 'DELETED')
      finishMarked(store, event)
    if (event.type === 'DELETED') finishHolders(store, event)
  })
}

interface Found {
  typeName: TypeName
  object: KubeObject
}

function storedTypes(store: Store): ResourceType[] {
  const names = new Set(
    store
      .types()
      .filter((type) => type.storedAs === undefined && type.verbs.includes('list'))
      .map(typeNameOf),
  )
  return [...names].flatMap((name) => store.type(name) ?? [])
}

function everything(store: Store, namespace?: string): Found[] {
  return storedTypes(store)
    .filter((type) => namespace === undefined || type.namespaced)
    .flatMap((type) => {
      const typeName = typeNameOf(type)
      return store.list(typeName, { namespace }).items.map((object) => ({ typeName, object }))
    })
}

function dependentsOf(store: Store, owner: KubeObject): Found[] {
  const uid = owner.metadata.uid
  return everything(store).filter(({ object }) =>
    object.metadata.ownerReferences?.some((reference) => reference.uid === uid),
  )
}

/** Deletes what is left without any owner; an object with another owner only loses the reference. */
function collectOwned(store: Store, event: StoreEvent): void {
  if (event.type === 'DELETED') {
    for (const found of dependentsOf(store, event.object)) releaseOrDelete(store, found)
  } else if (
    event.object.metadata.ownerReferences?.length &&
    event.object.metadata.deletionTimestamp === undefined
  ) {
    releaseOrDelete(store, { typeName: event.typeName, object: event.object })
  }
}

function releaseOrDelete(store: Store, { typeName, object }: Found): void {
  const { namespace, name } = object.metadata
  const now = store.get(typeName, namespace, name)
  if (!now || now.metadata.uid !== object.metadata.uid) return
  const references = now.metadata.ownerReferences ?? []
  const living = references.filter((reference) => ownerLives(store, namespace, reference))
  if (living.length === references.length) return
  if (living.length === 0) return removeQuietly(store, typeName, now)
  store.modify(
    typeName,
    namespace,
    name,
    (draft) => void (draft.metadata.ownerReferences = structuredClone(living)),
  )
}

function ownerLives(
  store: Store,
  namespace: string | undefined,
  reference: { apiVersion: string; kind: string; name: string; uid: string },
): boolean {
  const type = store
    .types()
    .find(
      (candidate) => apiVersionOf(candidate) === reference.apiVersion && candidate.kind === reference.kind,
    )
  // An owner of a type that is not served cannot be looked up; a real collector leaves its dependents alone too.
  if (!type) return true
  const owner = store.get(typeNameOf(type), type.namespaced ? namespace : undefined, reference.name)
  return owner?.metadata.uid === reference.uid
}

function removeQuietly(
  store: Store,
  typeName: TypeName,
  object: KubeObject,
  propagation: 'Background' | 'Foreground' = 'Background',
): void {
  if (object.metadata.deletionTimestamp !== undefined) return
  try {
    store.delete(typeName, object.metadata.namespace, object.metadata.name, {
      uid: object.metadata.uid,
      propagation,
    })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

/** Goes on with an object that was marked for deletion: its contents and dependents first, then its finalizer. */
function finishMarked(store: Store, { typeName, object }: StoreEvent): void {
  if (typeName === 'namespaces') return emptyNamespace(store, object.metadata.name)
  if (typeName === definitions) emptyDefinition(store, object.metadata.name)
  const finalizers = object.metadata.finalizers ?? []
  if (finalizers.includes('orphan')) orphanDependents(store, typeName, object)
  if (finalizers.includes('foregroundDeletion')) deleteDependentsFirst(store, typeName, object)
}

/** Looks again at what waited for the object that is gone. */
function finishHolders(store: Store, { typeName, object }: StoreEvent): void {
  const namespace = object.metadata.namespace
  if (namespace !== undefined && isMarked(store.get('namespaces', undefined, namespace)))
    emptyNamespace(store, namespace)
  const definition = typeName.includes('.') ? store.get(definitions, undefined, typeName) : undefined
  if (isMarked(definition)) emptyDefinition(store, typeName)
  for (const reference of object.metadata.ownerReferences ?? []) {
    const type = store
      .types()
      .find(
        (candidate) => apiVersionOf(candidate) === reference.apiVersion && candidate.kind === reference.kind,
      )
    if (!type) continue
    const owner = store.get(typeNameOf(type), type.namespaced ? namespace : undefined, reference.name)
    if (isMarked(owner) && owner?.metadata.finalizers?.includes('foregroundDeletion')) {
      deleteDependentsFirst(store, typeNameOf(type), owner)
    }
  }
}

function isMarked(object: KubeObject | undefined): boolean {
  return object?.metadata.deletionTimestamp !== undefined
}

function emptyNamespace(store: Store, name: string): void {
  for (const { typeName, object } of everything(store, name)) removeQuietly(store, typeName, object)
  const left = everything(store, name)
  const held = left.filter(({ object }) => object.metadata.finalizers?.length)
  store.modify('namespaces', undefined, name, (draft) => {
    if (left.length === 0) draft['spec'] = {}
    else draft.status = { ...(draft.status as object), phase: 'Terminating', ...conditions(left, held) }
  })
}

function conditions(left: Found[], held: Found[]): object {
  const counts = new Map<TypeName, number>()
  for (const { typeName } of left) counts.set(typeName, (counts.get(typeName) ?? 0) + 1)
  const remaining = [...counts]
    .map(([typeName, count]) => `${typeName} has ${count} resource instances`)
    .join(', ')
  const holders = new Map<string, number>()
  for (const finalizer of held.flatMap(({ object }) => object.metadata.finalizers ?? []))
    holders.set(finalizer, (holders.get(finalizer) ?? 0) + 1)
  const finalizers = [...holders]
    .map(([finalizer, count]) => `${finalizer} in ${count} resource instances`)
    .join(', ')
  return {
    conditions: [
      {
        type: 'NamespaceContentRemaining',
        status: 'True',
        reason: 'SomeResourcesRemain',
        message: `Some resources are remaining: ${remaining}`,
      },
      held.length > 0
        ? {
            type: 'NamespaceFinalizersRemaining',
            status: 'True',
            reason: 'SomeFinalizersRemain',
            message: `Some content in the namespace has finalizers remaining: ${finalizers}`,
          }
        : {
            type: 'NamespaceFinalizersRemaining',
            status: 'False',
            reason: 'ContentHasNoFinalizers',
            message: 'All content-preserving finalizers finished',
          },
    ],
  }
}

function emptyDefinition(store: Store, name: string): void {
  if (store.type(name)) {
    for (const object of store.list(name).items) removeQuietly(store, name, object)
    if (store.list(name).items.length > 0) return
  }
  dropFinalizer(store, definitions, undefined, name, 'customresourcecleanup.apiextensions.k8s.io')
}

function orphanDependents(store: Store, typeName: TypeName, owner: KubeObject): void {
  for (const { typeName: dependentType, object } of dependentsOf(store, owner)) {
    store.modify(dependentType, object.metadata.namespace, object.metadata.name, (draft) => {
      const others =
        draft.metadata.ownerReferences?.filter((reference) => reference.uid !== owner.metadata.uid) ?? []
      if (others.length > 0) draft.metadata.ownerReferences = others
      else delete draft.metadata.ownerReferences
    })
  }
  dropFinalizer(store, typeName, owner.metadata.namespace, owner.metadata.name, 'orphan')
}

function deleteDependentsFirst(store: Store, typeName: TypeName, owner: KubeObject): void {
  for (const { typeName: type, object } of dependentsOf(store, owner)) {
    // What has dependents itself goes after them too: a Deployment after its ReplicaSet, and that after its pods.
    const hasOwn = dependentsOf(store, object).length > 0
    removeQuietly(store, type, object, hasOwn ? 'Foreground' : 'Background')
  }
  const blocking = dependentsOf(store, owner).filter(({ object }) =>
    object.metadata.ownerReferences?.some(
      (reference) => reference.uid === owner.metadata.uid && reference.blockOwnerDeletion,
    ),
  )
  if (blocking.length === 0)
    dropFinalizer(store, typeName, owner.metadata.namespace, owner.metadata.name, 'foregroundDeletion')
}

function dropFinalizer(
  store: Store,
  typeName: TypeName,
  namespace: string | undefined,
  name: string,
  finalizer: string,
): void {
  store.modify(typeName, namespace, name, (draft) => {
    const left = draft.metadata.finalizers?.filter((entry) => entry !== finalizer) ?? []
    if (left.length > 0) draft.metadata.finalizers = left
    else delete draft.metadata.finalizers
  })
}
