import { isRecord, sameJson, type Json } from '../store/json.js'
import { itemKey, type ListRules } from './list-keys.js'

/**
 * Applies a strategic merge patch: lists whose items have a key are merged item by item, with the directives
 * `$patch`, `$retainKeys`, `$deleteFromPrimitiveList/<field>` and `$setElementOrder/<field>`.
 */
export function applyStrategicMerge(
  target: unknown,
  patch: unknown,
  rules: ListRules,
  path: readonly string[] = [],
): unknown {
  if (!isRecord(patch)) return structuredClone(patch)
  if (patch['$patch'] === 'replace') return withoutDirectives(patch)
  if (patch['$patch'] === 'delete') return {}
  const result = retained(isRecord(target) ? { ...target } : {}, patch)
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    if (value === null) delete result[key]
    else if (Array.isArray(value)) result[key] = mergeList(result[key], value, rules, [...path, key])
    else result[key] = applyStrategicMerge(result[key], value, rules, [...path, key])
  }
  applyListDirectives(result, patch, rules, path)
  return result
}

function retained(target: Json, patch: Json): Json {
  const keys = patch['$retainKeys']
  if (!Array.isArray(keys)) return target
  return Object.fromEntries(Object.entries(target).filter(([key]) => keys.includes(key)))
}

function withoutDirectives(patch: Json): Json {
  return structuredClone(Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith('$'))))
}

function mergeList(
  current: unknown,
  patch: readonly unknown[],
  rules: ListRules,
  path: readonly string[],
): unknown[] {
  const rule = rules(path)
  const replaces = patch.some((item) => isRecord(item) && item['$patch'] === 'replace')
  const items = patch.filter((item) => !(isRecord(item) && item['$patch'] === 'replace'))
  if (!rule || !Array.isArray(current) || replaces)
    return items.filter((item) => !isDeletion(item)).map(cleaned)
  if (rule.kind === 'set')
    return [
      ...(current as unknown[]),
      ...items.filter((item) => !current.some((other) => sameJson(other, item))),
    ]
  let result = [...(current as unknown[])]
  for (const item of items) {
    const key = itemKey(item, rule.keys)
    const index = result.findIndex((candidate) => itemKey(candidate, rule.keys) === key)
    if (isDeletion(item)) result = result.filter((_, i) => i !== index)
    else if (index < 0) result.push(cleaned(item))
    else result[index] = applyStrategicMerge(result[index], item, rules, [...path, '*'])
  }
  return result
}

function isDeletion(item: unknown): boolean {
  return isRecord(item) && item['$patch'] === 'delete'
}

function cleaned(item: unknown): unknown {
  return isRecord(item) ? withoutDirectives(item) : structuredClone(item)
}

const removal = '$deleteFromPrimitiveList/'
const order = '$setElementOrder/'

function applyListDirectives(result: Json, patch: Json, rules: ListRules, path: readonly string[]): void {
  for (const [key, value] of Object.entries(patch)) {
    if (!Array.isArray(value)) continue
    if (key.startsWith(removal)) {
      const list = result[key.slice(removal.length)]
      if (Array.isArray(list))
        result[key.slice(removal.length)] = list.filter((item) => !value.includes(item))
    }
    if (key.startsWith(order)) {
      const field = key.slice(order.length)
      const list = result[field]
      if (Array.isArray(list)) result[field] = ordered(list, value, rules([...path, field]))
    }
  }
}

/** Sorts what the patch names into its order; the rest keeps its place behind. */
function ordered(
  list: readonly unknown[],
  wanted: readonly unknown[],
  rule: ReturnType<ListRules>,
): unknown[] {
  const keyOf = (item: unknown) => (rule?.kind === 'map' ? itemKey(item, rule.keys) : JSON.stringify(item))
  const positions = new Map(wanted.map((item, i) => [keyOf(item), i]))
  const position = (item: unknown) => positions.get(keyOf(item)) ?? Number.MAX_SAFE_INTEGER
  return [...list].sort((a, b) => position(a) - position(b))
}
