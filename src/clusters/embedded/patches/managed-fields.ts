import type { KubeObject } from '../../../model/kubernetes.js'
import { timestamp } from '../store/object-meta.js'
import { changedFields, fieldsOf, intersect, isLeaf, subtract, union, type FieldTree } from './field-tree.js'
import type { ListRules } from './list-keys.js'

/** Who set which field: one entry per manager, operation and subresource. */
export interface ManagedEntry {
  manager: string
  operation: 'Apply' | 'Update'
  apiVersion: string
  time?: string
  fieldsType: 'FieldsV1'
  fieldsV1: FieldTree
  subresource?: string
}

export interface Writer {
  manager: string
  apiVersion: string
  subresource?: string | undefined
  now: Date
}

export function entriesOf(object: KubeObject): ManagedEntry[] {
  return (object.metadata.managedFields ?? []) as ManagedEntry[]
}

export function withEntries(object: KubeObject, entries: readonly ManagedEntry[]): KubeObject {
  const metadata = { ...object.metadata }
  const kept = entries.filter((entry) => !isLeaf(entry.fieldsV1))
  if (kept.length > 0) metadata.managedFields = kept
  else delete metadata.managedFields
  return { ...object, metadata }
}

export function isEntryOf(
  entry: ManagedEntry,
  writer: Writer,
  operation: ManagedEntry['operation'],
): boolean {
  return (
    entry.manager === writer.manager &&
    entry.operation === operation &&
    entry.apiVersion === writer.apiVersion &&
    (entry.subresource ?? '') === (writer.subresource ?? '')
  )
}

export function newEntry(
  writer: Writer,
  operation: ManagedEntry['operation'],
  fieldsV1: FieldTree,
): ManagedEntry {
  const { manager, apiVersion, subresource, now } = writer
  return {
    manager,
    operation,
    apiVersion,
    time: timestamp(now),
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource ? { subresource } : {}),
  }
}

/** Notes who wrote what by a create, an update or a patch: changed fields become the writer's alone. */
export function trackUpdate(
  before: KubeObject | undefined,
  after: KubeObject,
  rules: ListRules,
  writer: Writer,
): KubeObject {
  const all = fieldsOf(after, rules)
  const changed = before ? changedFields(before, after, rules) : all
  const entries = entriesOf(after)
  const own = entries.find((entry) => isEntryOf(entry, writer, 'Update'))
  const others = entries
    .filter((entry) => entry !== own)
    .map((entry) => ({ ...entry, fieldsV1: intersect(subtract(entry.fieldsV1, changed), all) }))
  if (!own && isLeaf(changed)) return withEntries(after, others)
  const fields = intersect(union(own?.fieldsV1 ?? {}, changed), all)
  const mine = own && isLeaf(changed) ? { ...own, fieldsV1: fields } : newEntry(writer, 'Update', fields)
  return withEntries(after, [...others, mine])
}
