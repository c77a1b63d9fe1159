import type { KubeObject } from '../../../model/kubernetes.js'
import { admitCreate, admitUpdate, type AdmissionContext } from './admission/index.js'
import {
  alreadyExists,
  badRequest,
  conflict,
  forbidden,
  noSuchResource,
  notFound,
  preconditionFailed,
} from './api-error.js'
import { startCollectors } from './collectors.js'
import { customTypes } from './custom-types.js'
import { deletion } from './deletion.js'
import { parseFieldSelector } from './field-selectors.js'
import { createHistory } from './history.js'
import { deepFreeze, listAt } from './json.js'
import { generateName } from './names.js'
import { changedMeta, newMeta, sameObject, specChanged } from './object-meta.js'
import { apiVersionOf, builtinTypes, typeNameOf } from './resource-types.js'
import { parseLabelSelector } from './selectors.js'
import type { ListOptions, ResourceType, Store, StoreEvent, TypeName } from './types.js'

/** The embedded cluster's objects: one table per type, one counter of versions, one history of changes. */

export interface StoreOptions {
  /** The time, for timestamps. */
  now?: () => Date
  /** How many changes a watch can fall behind before it is told that its version is too old. */
  historyLimit?: number
}

interface Shelf {
  type: ResourceType
  name: TypeName
  objects: Map<string, KubeObject>
}

export function createStore({ now = () => new Date(), historyLimit = 20_000 }: StoreOptions = {}): Store {
  const shelves = new Map<TypeName, Shelf>()
  let versions: ResourceType[] = [...builtinTypes]
  let version = 100
  const typesOfDefinition = new WeakMap<KubeObject, ResourceType[]>()
  const history = createHistory(historyLimit, version)
  for (const type of builtinTypes) addShelf(type)

  function addShelf(type: ResourceType): void {
    const name = typeNameOf(type)
    const known = shelves.get(name)
    if (known) known.type = type
    else if (type.storedAs === undefined) shelves.set(name, { type, name, objects: new Map() })
  }

  function shelfOf(typeName: TypeName): Shelf {
    const alias = builtinTypes.find((type) => typeNameOf(type) === typeName)?.storedAs
    const shelf = shelves.get(alias ?? typeName)
    if (!shelf) throw noSuchResource()
    return shelf
  }

  function existing(shelf: Shelf, namespace: string | undefined, name: string): KubeObject {
    const object = shelf.objects.get(keyOf(shelf, namespace, name))
    if (!object) throw notFound(shelf.type, name)
    return object
  }

  const admission: AdmissionContext = {
    now,
    get: (typeName, namespace, name) => store.get(typeName, namespace, name),
    list: (typeName) => store.list(typeName).items,
  }

  /** Keeps one state of an object under the next version and tells of it. */
  function put(shelf: Shelf, object: KubeObject, previous?: KubeObject): KubeObject {
    version++
    const kept = deepFreeze({ ...object, metadata: { ...object.metadata, resourceVersion: String(version) } })
    shelf.objects.set(keyOf(shelf, kept.metadata.namespace, kept.metadata.name), kept)
    tell(shelf, previous ? 'MODIFIED' : 'ADDED', kept, previous)
    return kept
  }

  function remove(shelf: Shelf, object: KubeObject): KubeObject {
    version++
    const last = deepFreeze({ ...object, metadata: { ...object.metadata, resourceVersion: String(version) } })
    shelf.objects.delete(keyOf(shelf, object.metadata.namespace, object.metadata.name))
    tell(shelf, 'DELETED', last, object)
    return last
  }

  function tell(shelf: Shelf, type: StoreEvent['type'], object: KubeObject, previous?: KubeObject): void {
    if (shelf.name === 'customresourcedefinitions.apiextensions.k8s.io') refreshCustomTypes()
    const event: StoreEvent = { type, typeName: shelf.name, object, resourceVersion: version }
    history.append(previous ? { ...event, previous } : event)
  }

  function refreshCustomTypes(): void {
    const definitions = shelves.get('customresourcedefinitions.apiextensions.k8s.io')?.objects.values() ?? []
    const custom = [...definitions].flatMap((definition) => {
      const known = typesOfDefinition.get(definition) ?? customTypes(definition)
      typesOfDefinition.set(definition, known)
      return known
    })
    for (const type of custom) if (type.custom?.storage) addShelf(type)
    const names = new Set([...builtinTypes, ...custom].map(typeNameOf))
    for (const name of shelves.keys()) if (!names.has(name)) shelves.delete(name)
    versions = [...builtinTypes, ...custom.filter((type) => type.verbs.length > 0)]
  }

  /** Writes `next` over `current`; the last finalizer's end is the object's end. */
  function replace(shelf: Shelf, current: KubeObject, next: KubeObject, dryRun?: boolean): KubeObject {
    if (sameObject(current, next)) return current
    const generation = current.metadata.generation
    if (generation !== undefined && specChanged(shelf.type, current, next)) {
      next = { ...next, metadata: { ...next.metadata, generation: generation + 1 } }
    }
    if (dryRun) return deepFreeze(next)
    return hasEnded(shelf, next) ? remove(shelf, next) : put(shelf, next, current)
  }

  function checkNamespace(shelf: Shelf, object: KubeObject): void {
    if (!shelf.type.namespaced) return
    const namespace = object.metadata.namespace
    if (!namespace) throw badRequest('an object of this type needs a namespace')
    const found = shelves.get('namespaces')?.objects.get(namespace)
    const namespaces = shelfOf('namespaces').type
    if (!found) throw notFound(namespaces, namespace)
    if (found.metadata.deletionTimestamp === undefined) return
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`
    const cause = {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    }
    throw forbidden(shelf.type, object.metadata.name, why, [cause])
  }

  const store: Store = {
    types: () => versions,
    type: (typeName) =>
      shelves.get(typeName)?.type ?? builtinTypes.find((type) => typeNameOf(type) === typeName),
    create(typeName, object, options = {}) {
      const shelf = shelfOf(typeName)
      const draft = structuredClone(object)
      if (!draft.metadata.name && draft.metadata.generateName)
        draft.metadata.name = generateName(draft.metadata.generateName)
      checkNamespace(shelf, draft)
      const { metadata, apiVersion: _apiVersion, kind: _kind, ...fields } = draft
      if (shelf.type.hasStatus && shelf.name !== 'nodes') delete fields['status']
      const fresh: KubeObject = {
        apiVersion: apiVersionOf(shelf.type),
        kind: shelf.type.kind,
        metadata: newMeta(shelf.type, metadata, now()),
        ...fields,
      }
      admitCreate(shelf.type, shelf.name, fresh, admission)
      if (shelf.objects.has(keyOf(shelf, fresh.metadata.namespace, fresh.metadata.name))) {
        throw alreadyExists(shelf.type, fresh.metadata.name)
      }
      return options.dryRun ? deepFreeze(fresh) : put(shelf, fresh)
    },
    get(typeName, namespace, name) {
      const shelf = shelfOf(typeName)
      return shelf.objects.get(keyOf(shelf, namespace, name))
    },
    list(typeName, options = {}) {
      const shelf = shelfOf(typeName)
      return { items: select(shelf, [...shelf.objects.values()], options), resourceVersion: version }
    },
    update(typeName, object, subresource, options = {}) {
      const shelf = shelfOf(typeName)
      const current = existing(shelf, object.metadata.namespace, object.metadata.name)
      checkPreconditions(shelf.type, current, object.metadata)
      const next =
        subresource === 'status' ? withStatus(current, object) : withSpec(shelf.type, current, object)
      admitUpdate(shelf.type, shelf.name, next, current, admission)
      return replace(shelf, current, next, options.dryRun)
    },
    modify(typeName, namespace, name, change) {
      const shelf = shelfOf(typeName)
      const current = shelf.objects.get(keyOf(shelf, namespace, name))
      if (!current) return undefined
      const draft = structuredClone(current)
      change(draft)
      return replace(shelf, current, draft)
    },
    delete(typeName, namespace, name, options = {}) {
      const shelf = shelfOf(typeName)
      const current = existing(shelf, namespace, name)
      if (options.uid !== undefined && options.uid !== current.metadata.uid) {
        const why = `the UID in the precondition (${options.uid}) does not match the UID in record (${current.metadata.uid}). The object might have been deleted and then recreated`
        throw preconditionFailed(shelf.type, name, why)
      }
      if (
        options.resourceVersion !== undefined &&
        options.resourceVersion !== current.metadata.resourceVersion
      ) {
        const why = `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${current.metadata.resourceVersion}). The object might have been modified`
        throw preconditionFailed(shelf.type, name, why)
      }
      const marked = deletion(shelf.type, shelf.name, current, options, now())
      if (options.dryRun) return marked ?? current
      if (marked === undefined) return remove(shelf, current)
      return sameObject(current, marked) ? current : put(shelf, marked, current)
    },
    subscribe: (typeNames, listener) => history.subscribe(typeNames, listener),
    resourceVersion: () => version,
    changesAfter: (resourceVersion) => history.after(resourceVersion),
    listAt(typeName, resourceVersion, options = {}) {
      const changes = history.after(resourceVersion)
      if (!changes) return undefined
      const shelf = shelfOf(typeName)
      const objects = new Map(shelf.objects)
      for (const change of [...changes].reverse()) {
        if (change.typeName !== shelf.name) continue
        const key = keyOf(shelf, change.object.metadata.namespace, change.object.metadata.name)
        if (change.previous) objects.set(key, change.previous)
        else objects.delete(key)
      }
      return select(shelf, [...objects.values()], options)
    },
  }
  startCollectors(store)
  return store
}

function keyOf(shelf: Shelf, namespace: string | undefined, name: string): string {
  return shelf.type.namespaced ? `${namespace ?? ''}/${name}` : name
}

/** Whether an object marked for deletion is held by nothing any more. */
function hasEnded(shelf: Shelf, { metadata, spec }: KubeObject): boolean {
  if (metadata.deletionTimestamp === undefined || metadata.finalizers?.length) return false
  return shelf.name === 'namespaces'
    ? listAt(spec, 'finalizers').length === 0
    : !metadata.deletionGracePeriodSeconds
}

function checkPreconditions(type: ResourceType, current: KubeObject, asked: KubeObject['metadata']): void {
  if (asked.uid && asked.uid !== current.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${asked.uid}, UID in object meta: ${current.metadata.uid}`
    throw conflict(type, asked.name, why)
  }
  if (asked.resourceVersion && asked.resourceVersion !== current.metadata.resourceVersion)
    throw conflict(type, asked.name)
}

function withStatus(current: KubeObject, asked: KubeObject): KubeObject {
  const { status: _old, ...rest } = current
  const managedFields = asked.metadata.managedFields ?? current.metadata.managedFields
  const metadata = managedFields ? { ...current.metadata, managedFields } : current.metadata
  return structuredClone({
    ...rest,
    metadata,
    ...(asked.status === undefined ? {} : { status: asked.status }),
  })
}

function withSpec(type: ResourceType, current: KubeObject, asked: KubeObject): KubeObject {
  const { apiVersion: _apiVersion, kind: _kind, metadata, ...fields } = asked
  if (type.hasStatus) {
    delete fields['status']
    if (current.status !== undefined) fields['status'] = current.status
  }
  return structuredClone({
    apiVersion: current.apiVersion,
    kind: current.kind,
    metadata: changedMeta(current.metadata, metadata),
    ...fields,
  })
}

function select(shelf: Shelf, objects: KubeObject[], options: ListOptions): KubeObject[] {
  const matchesLabels = options.labelSelector ? parseLabelSelector(options.labelSelector) : () => true
  const matchesFields = options.fieldSelector
    ? parseFieldSelector(shelf.type, shelf.name, options.fieldSelector)
    : () => true
  return objects
    .filter((object) => options.namespace === undefined || object.metadata.namespace === options.namespace)
    .filter((object) => matchesLabels(object.metadata.labels ?? {}) && matchesFields(object))
    .sort((a, b) =>
      compare(
        keyOf(shelf, a.metadata.namespace, a.metadata.name),
        keyOf(shelf, b.metadata.namespace, b.metadata.name),
      ),
    )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
