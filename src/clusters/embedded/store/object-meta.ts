import { randomUUID } from 'node:crypto'
import type { KubeObject, ObjectMeta } from '../../../model/kubernetes.js'
import { sameJson } from './json.js'
import type { ResourceType } from './types.js'

/** RFC 3339 in UTC with whole seconds: how the API writes times. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

/** Metadata of an object that comes into being: what the API gives, over what the client asked for. */
export function newMeta(type: ResourceType, asked: ObjectMeta, now: Date): ObjectMeta {
  const { name, generateName, namespace, labels, annotations, finalizers, ownerReferences, managedFields } =
    asked
  return {
    name,
    ...(generateName ? { generateName } : {}),
    ...(type.namespaced && namespace !== undefined ? { namespace } : {}),
    uid: randomUUID(),
    ...(type.countsGeneration ? { generation: 1 } : {}),
    creationTimestamp: timestamp(now),
    ...present({ labels, annotations, finalizers, ownerReferences, managedFields }),
  }
}

/** Metadata of an object that is written again: a client changes only what it may. */
export function changedMeta(current: ObjectMeta, asked: ObjectMeta): ObjectMeta {
  const { labels, annotations, finalizers, ownerReferences, managedFields } = asked
  const kept: ObjectMeta = { ...current }
  for (const field of ['labels', 'annotations', 'finalizers', 'ownerReferences', 'managedFields'] as const) {
    delete kept[field]
  }
  return { ...kept, ...present({ labels, annotations, finalizers, ownerReferences, managedFields }) }
}

function present<T extends object>(fields: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  const isEmpty = (value: unknown) =>
    typeof value === 'object' && value !== null && Object.keys(value).length === 0
  const entries = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null && !isEmpty(value),
  )
  return Object.fromEntries(entries) as { [K in keyof T]-?: Exclude<T[K], undefined> }
}

/** Whether two states differ in what generation counts: everything but metadata and status; of a Deployment its annotations too. */
export function specChanged(type: ResourceType, before: KubeObject, after: KubeObject): boolean {
  if (type.kind === 'Deployment' && type.group === 'apps') {
    const [old, next] = [before, after].map(({ metadata }) => withoutRevision(metadata.annotations))
    if (!sameJson(old, next)) return true
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  keys.delete('metadata')
  keys.delete('apiVersion')
  if (type.hasStatus) keys.delete('status')
  return [...keys].some((key) => !sameJson(before[key], after[key]))
}

/** The revision is the controller's own note, and counts for nothing. */
function withoutRevision(annotations: ObjectMeta['annotations'] = {}): object {
  return { ...annotations, 'deployment.kubernetes.io/revision': undefined }
}

/** Whether two states are the same but for their bookkeeping, so that a write of one over the other changes nothing. */
export function sameObject(a: KubeObject, b: KubeObject): boolean {
  return sameJson(withoutBookkeeping(a), withoutBookkeeping(b)) && sameManagers(a.metadata, b.metadata)
}

function withoutBookkeeping(object: KubeObject): unknown {
  const {
    resourceVersion: _version,
    generation: _generation,
    managedFields: _fields,
    ...metadata
  } = object.metadata
  return { ...object, metadata }
}

/** Times of ownership are not a change of ownership. */
function sameManagers(a: ObjectMeta, b: ObjectMeta): boolean {
  const timeless = (meta: ObjectMeta) =>
    (meta.managedFields ?? []).map((entry) => ({ ...(entry as Record<string, unknown>), time: undefined }))
  return sameJson(timeless(a), timeless(b))
}
