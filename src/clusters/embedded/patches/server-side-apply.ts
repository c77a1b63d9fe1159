import type { KubeObject } from '../../../model/kubernetes.js'
import { ApiError } from '../store/api-error.js'
import { isRecord, sameJson, type Json } from '../store/json.js'
import {
  fieldsOf,
  intersect,
  leavesOf,
  removeFields,
  showPath,
  subtract,
  treeOf,
  valueAt,
  type FieldTree,
} from './field-tree.js'
import { itemKey, type ListRules } from './list-keys.js'
import {
  entriesOf,
  isEntryOf,
  newEntry,
  withEntries,
  type ManagedEntry,
  type Writer,
} from './managed-fields.js'

/**
 * Server-side apply: merges what a manager wants into the live object, takes away what it no longer wants and nobody
 * else does, and refuses (409) to change another manager's field unless forced.
 */
export function serverSideApply(
  live: KubeObject | undefined,
  applied: KubeObject,
  rules: ListRules,
  writer: Writer,
  force: boolean,
): KubeObject {
  const wanted = fieldsOf(applied, rules)
  const entries = live ? entriesOf(live) : []
  const own = entries.find((entry) => isEntryOf(entry, writer, 'Apply'))
  const others = entries.filter((entry) => entry !== own)
  const conflicts = live ? findConflicts(live, applied, wanted, others) : []
  if (conflicts.length > 0 && !force) throw conflictError(conflicts)

  const { managedFields: _fields, ...metadata } = applied.metadata
  const desired = { ...applied, metadata }
  const merged = (live ? merge(live, desired, rules, []) : structuredClone(desired)) as KubeObject
  if (own) removeFields(merged, abandoned(own.fieldsV1, wanted, others))
  const taken = treeOf(conflicts.map(({ path }) => path))
  const rest = others.map((entry) => ({ ...entry, fieldsV1: subtract(entry.fieldsV1, taken) }))
  const mine = own && sameJson(own.fieldsV1, wanted) ? own : newEntry(writer, 'Apply', wanted)
  return withEntries(merged, [mine, ...rest])
}

interface Conflict {
  entry: ManagedEntry
  path: string[]
}

function findConflicts(
  live: KubeObject,
  applied: KubeObject,
  wanted: FieldTree,
  others: readonly ManagedEntry[],
): Conflict[] {
  return others.flatMap((entry) =>
    leavesOf(intersect(wanted, entry.fieldsV1))
      .filter((path) => path.at(-1) !== '.' && !sameJson(valueAt(live, path), valueAt(applied, path)))
      .map((path) => ({ entry, path })),
  )
}

function conflictError(conflicts: readonly Conflict[]): ApiError {
  const causes = conflicts.map(({ entry, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${managerText(entry)}`,
    field: showPath(path),
  }))
  const noun = conflicts.length === 1 ? 'conflict' : 'conflicts'
  return new ApiError(
    409,
    'Conflict',
    `Apply failed with ${conflicts.length} ${noun}: ${explain(conflicts)}`,
    { details: { causes } },
  )
}

function explain(conflicts: readonly Conflict[]): string {
  const [first] = conflicts
  if (first && conflicts.length === 1)
    return `conflict with ${managerText(first.entry)}: ${showPath(first.path)}`
  const managers = new Map<string, string[]>()
  for (const { entry, path } of conflicts) {
    const paths = managers.get(managerText(entry)) ?? []
    managers.set(managerText(entry), [...paths, `- ${showPath(path)}`])
  }
  return [...managers].map(([manager, paths]) => `conflicts with ${manager}:\n${paths.join('\n')}`).join('\n')
}

function managerText({ manager, operation, apiVersion, subresource }: ManagedEntry): string {
  const part = subresource ? ` with subresource "${subresource}"` : ''
  return operation === 'Update' ? `"${manager}"${part} using ${apiVersion}` : `"${manager}"${part}`
}

/** What the manager had and no longer wants, unless somebody else has it too. */
function abandoned(before: FieldTree, wanted: FieldTree, others: readonly ManagedEntry[]): string[][] {
  let gone = subtract(before, wanted)
  for (const { fieldsV1 } of others) gone = subtract(gone, fieldsV1)
  const paths = leavesOf(gone)
  // An item goes as a whole, whatever of it was named.
  const items = paths.filter((path) => path.at(-1) === '.').map((path) => path.slice(0, -1).join('\0'))
  return paths.filter(
    (path) => path.at(-1) === '.' || !items.some((item) => path.join('\0').startsWith(`${item}\0`)),
  )
}

function merge(live: unknown, wanted: unknown, rules: ListRules, path: readonly string[]): unknown {
  if (Array.isArray(wanted)) return mergeList(live, wanted, rules, path)
  if (!isRecord(wanted)) return wanted
  const result: Json = isRecord(live) ? { ...live } : {}
  for (const [key, value] of Object.entries(wanted))
    result[key] = merge(result[key], value, rules, [...path, key])
  return structuredClone(result)
}

function mergeList(
  live: unknown,
  wanted: readonly unknown[],
  rules: ListRules,
  path: readonly string[],
): unknown[] {
  const rule = rules(path)
  if (!rule || !Array.isArray(live)) return structuredClone([...wanted])
  if (rule.kind === 'set')
    return [...(live as unknown[]), ...wanted.filter((item) => !live.some((other) => sameJson(other, item)))]
  const result = [...(live as unknown[])]
  for (const item of wanted) {
    const index = result.findIndex((candidate) => itemKey(candidate, rule.keys) === itemKey(item, rule.keys))
    if (index < 0) result.push(structuredClone(item))
    else result[index] = merge(result[index], item, rules, [...path, '*'])
  }
  return result
}
