import type { KubeObject } from '../../../model/kubernetes.js'
import type { FieldError } from './api-error.js'
import type { Json } from './json.js'

/** One resource type as discovery shows it: a row of data, built in or made from a CRD. */
export interface ResourceType {
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  namespaced: boolean
  shortNames: string[]
  categories: string[]
  /** `status`, `scale`, `log`, `exec`, ... */
  subresources: string[]
  /** Whether status is a subresource of its own, which an ordinary write leaves alone. */
  hasStatus: boolean
  /** Whether a change of anything but metadata and status counts up metadata.generation. */
  countsGeneration: boolean
  verbs: readonly string[]
  /** The type whose objects these are under another name: core `events` for `events.events.k8s.io`. */
  storedAs?: TypeName
  /** What a CustomResourceDefinition says of this version. */
  custom?: CustomVersion
}

export interface PrinterColumn {
  name: string
  type: string
  format?: string
  description?: string
  priority?: number
  jsonPath: string
}

export interface CustomVersion {
  storage: boolean
  /** `spec.versions[].schema.openAPIV3Schema` of the definition. */
  schema: Readonly<Record<string, unknown>>
  /** What is wrong with an object by the schema. */
  check: (object: Json) => FieldError[]
  columns: readonly PrinterColumn[]
  selectableFields: readonly string[]
  /** Dotted paths of the scale subresource. */
  scale?: { specReplicas: string; statusReplicas: string; selector?: string }
}

/** `pods`, or `deployments.apps` (`typeNameOf`): plural and group name a type whatever its version. */
export type TypeName = string

export interface ListOptions {
  namespace?: string | undefined
  labelSelector?: string | undefined
  fieldSelector?: string | undefined
}

export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  typeName: TypeName
  object: KubeObject
  /** The object before the change; absent for ADDED. */
  previous?: KubeObject
  resourceVersion: number
}

export interface DeleteOptions {
  gracePeriodSeconds?: number | undefined
  propagation?: 'Background' | 'Foreground' | 'Orphan' | undefined
  /** Preconditions: a 409 where they do not hold. */
  uid?: string | undefined
  resourceVersion?: string | undefined
  dryRun?: boolean | undefined
}

export interface WriteOptions {
  /** Does everything but keeping the result. */
  dryRun?: boolean | undefined
}

/**
 * The cluster's objects, in memory and synchronous. Objects that come out are frozen or copies: a change goes through
 * `update` or `modify`. Every method throws `ApiError` (HTTP status, reason, message) as the API would answer.
 */
export interface Store {
  /** Every served version of every type, in discovery's order. */
  types(): ResourceType[]
  /** The type in the version that it is stored in. */
  type(name: TypeName): ResourceType | undefined
  /** Defaults, validates and keeps the object; `metadata.generateName` makes a name. */
  create(typeName: TypeName, object: KubeObject, options?: WriteOptions): KubeObject
  get(typeName: TypeName, namespace: string | undefined, name: string): KubeObject | undefined
  list(typeName: TypeName, options?: ListOptions): { items: KubeObject[]; resourceVersion: number }
  /** Replaces the object; a stale `metadata.resourceVersion` is a 409. `subresource: 'status'` changes only status. */
  update(typeName: TypeName, object: KubeObject, subresource?: 'status', options?: WriteOptions): KubeObject
  /** Reads, changes a copy through `change`, writes; for controllers and the kubelet, which cannot conflict. */
  modify(
    typeName: TypeName,
    namespace: string | undefined,
    name: string,
    change: (draft: KubeObject) => void,
  ): KubeObject | undefined
  /**
   * Marks for deletion where finalizers or a grace period (pods) hold the object, else removes it.
   * The garbage collector follows owner references; `propagation: 'Orphan'` leaves dependents.
   */
  delete(typeName: TypeName, namespace: string | undefined, name: string, options?: DeleteOptions): KubeObject
  /** Called after every change, in order, on a later microtask than the change itself. Returns how to stop. */
  subscribe(typeNames: readonly TypeName[] | 'all', listener: (event: StoreEvent) => void): () => void
  /** The version of the last change. */
  resourceVersion(): number
  /** The changes after a version, oldest first; `undefined` where they are no longer known. */
  changesAfter(resourceVersion: number): readonly StoreEvent[] | undefined
  /** A list as it was at a version; `undefined` where that is no longer known. */
  listAt(typeName: TypeName, resourceVersion: number, options?: ListOptions): KubeObject[] | undefined
}
