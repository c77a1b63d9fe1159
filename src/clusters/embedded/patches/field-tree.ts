import { at, isRecord, sameJson, type Json } from '../store/json.js'
import { itemKey, keyDefaults, type ListRules } from './list-keys.js'

/** A set of fields as `managedFields` writes it: `f:name` for a field, `k:{...}` for an item, `.` for the thing itself. */
export interface FieldTree {
  [step: string]: FieldTree
}

const unowned = new Set(['apiVersion', 'kind'])
const ownedMetadata = new Set(['labels', 'annotations', 'finalizers', 'ownerReferences'])

/** The fields that an object sets, but for what identifies it. */
export function fieldsOf(object: Json, rules: ListRules): FieldTree {
  const { metadata, ...rest } = object
  const meta = Object.fromEntries(
    Object.entries(isRecord(metadata) ? metadata : {}).filter(([key]) => ownedMetadata.has(key)),
  )
  const fields = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => !unowned.has(key) && value !== undefined),
  )
  return recordTree(Object.keys(meta).length > 0 ? { metadata: meta, ...fields } : fields, rules, [])
}

function recordTree(value: Json, rules: ListRules, path: readonly string[]): FieldTree {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [`f:${key}`, valueTree(inner, rules, [...path, key])]),
  )
}

function valueTree(value: unknown, rules: ListRules, path: readonly string[]): FieldTree {
  if (isRecord(value)) return recordTree(value, rules, path)
  if (!Array.isArray(value)) return {}
  const rule = rules(path)
  if (!rule) return {}
  if (rule.kind === 'set') return Object.fromEntries(value.map((item) => [`v:${JSON.stringify(item)}`, {}]))
  return Object.fromEntries(
    value.map((item) => [
      `k:${itemKey(item, rule.keys)}`,
      { '.': {}, ...valueTree(item, rules, [...path, '*']) },
    ]),
  )
}

export function isLeaf(tree: FieldTree): boolean {
  return Object.keys(tree).length === 0
}

export function union(a: FieldTree, b: FieldTree): FieldTree {
  const result: FieldTree = { ...a }
  for (const [step, inner] of Object.entries(b))
    result[step] = step in result ? union(result[step] ?? {}, inner) : inner
  return result
}

/** What of `a` is not in `b`; a branch that loses all its leaves goes. */
export function subtract(a: FieldTree, b: FieldTree): FieldTree {
  const result: FieldTree = {}
  for (const [step, inner] of Object.entries(a)) {
    const other = b[step]
    if (other === undefined) result[step] = inner
    else if (!isLeaf(inner)) {
      const left = subtract(inner, other)
      if (!isLeaf(left)) result[step] = left
    }
  }
  return result
}

export function intersect(a: FieldTree, b: FieldTree): FieldTree {
  const result: FieldTree = {}
  for (const [step, inner] of Object.entries(a)) {
    const other = b[step]
    if (other === undefined) continue
    if (isLeaf(inner)) result[step] = {}
    else {
      const both = intersect(inner, other)
      if (!isLeaf(both)) result[step] = both
    }
  }
  return result
}

export function leavesOf(tree: FieldTree, path: readonly string[] = []): string[][] {
  return Object.entries(tree).flatMap(([step, inner]) =>
    isLeaf(inner) ? [[...path, step]] : leavesOf(inner, [...path, step]),
  )
}

/** The fields of `after` whose value `before` does not have. */
export function changedFields(before: Json, after: Json, rules: ListRules): FieldTree {
  const changed = leavesOf(fieldsOf(after, rules)).filter(
    (path) => !sameJson(valueAt(before, path), valueAt(after, path)) || valueAt(before, path) === undefined,
  )
  return treeOf(changed)
}

export function treeOf(paths: readonly (readonly string[])[]): FieldTree {
  const root: FieldTree = {}
  for (const path of paths) {
    let node = root
    for (const step of path) node = node[step] ??= {}
  }
  return root
}

/** The value that a path of steps leads to; for `.` whether the item is there. */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  let current = object
  for (const step of path) {
    if (step === '.') return current === undefined ? undefined : true
    current = stepInto(current, step)
    if (current === undefined) return undefined
  }
  return current
}

function stepInto(value: unknown, step: string): unknown {
  if (step.startsWith('f:')) return at(value, step.slice(2))
  if (!Array.isArray(value)) return undefined
  const wanted: unknown = JSON.parse(step.slice(2))
  if (step.startsWith('v:')) return value.find((item) => sameJson(item, wanted))
  return value.find((item) => isItem(item, wanted as Json))
}

export function isItem(item: unknown, key: Json): boolean {
  return Object.entries(key).every(([field, value]) => sameJson(at(item, field) ?? keyDefaults[field], value))
}

/** Takes the fields at the paths away, items by their `.`, and what is left empty by it. */
export function removeFields(object: Json, paths: readonly (readonly string[])[]): void {
  for (const path of paths) removeAt(object, path)
}

function removeAt(container: unknown, [step, ...rest]: readonly string[]): void {
  if (step === undefined || step === '.') return
  const removesHere = rest.length === 0 || rest[0] === '.'
  if (step.startsWith('f:') && isRecord(container)) {
    const key = step.slice(2)
    if (removesHere) delete container[key]
    else {
      removeAt(container[key], rest)
      if (isEmpty(container[key])) delete container[key]
    }
  } else if (Array.isArray(container)) {
    const index = container.indexOf(stepInto(container, step))
    if (index < 0) return
    if (removesHere) container.splice(index, 1)
    else removeAt(container[index], rest)
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** A path as conflicts show it: `.spec.containers[name="web"].image`. */
export function showPath(path: readonly string[]): string {
  return path
    .filter((step) => step !== '.')
    .map((step) => {
      if (step.startsWith('f:')) return `.${step.slice(2)}`
      if (step.startsWith('v:')) return `[=${step.slice(2)}]`
      const pairs = Object.entries(JSON.parse(step.slice(2)) as Json)
      return `[${pairs.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`
    })
    .join('')
}
