import type { KubeObject } from '../../../model/kubernetes.js'

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
  /** Whether generation is counted and status is a subresource of its own. */
  hasStatus: boolean
}

/** `pods`, or `deployments.apps`: plural and group name a type whatever its version. */
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

/**
 * The cluster's objects, in memory and synchronous. Objects that come out are frozen or copies: a change goes through
 * `update` or `modify`. Every method throws `ApiError` (HTTP status, reason, message) as the API would answer.
 */
export interface Store {
  types(): ResourceType[]
  type(name: TypeName): ResourceType | undefined
  create(typeName: TypeName, object: KubeObject): KubeObject
  get(typeName: TypeName, namespace: string | undefined, name: string): KubeObject | undefined
  list(typeName: TypeName, options?: ListOptions): { items: KubeObject[]; resourceVersion: number }
  /** Replaces the object; a stale `metadata.resourceVersion` is a 409. `subresource: 'status'` changes only status. */
  update(typeName: TypeName, object: KubeObject, subresource?: 'status'): KubeObject
  /** Reads, changes a copy through `change`, writes; for controllers and the kubelet, which cannot conflict. */
  modify(typeName: TypeName, namespace: string | undefined, name: string, change: (draft: KubeObject) => void): KubeObject | undefined
  /**
   * Marks for deletion where finalizers or a grace period (pods) hold the object, else removes it.
   * The garbage collector follows owner references; `propagation: 'Orphan'` leaves dependents.
   */
  delete(
    typeName: TypeName,
    namespace: string | undefined,
    name: string,
    options?: { gracePeriodSeconds?: number; propagation?: 'Background' | 'Foreground' | 'Orphan'; uid?: string },
  ): KubeObject
  /** Called after every change, in order, on a later microtask than the change itself. Returns how to stop. */
  subscribe(typeNames: readonly TypeName[] | 'all', listener: (event: StoreEvent) => void): () => void
}
