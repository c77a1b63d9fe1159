export type Json = Record<string, unknown>

/** Whether the value is a JSON object, as against an array, null or a scalar. */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path of keys, or `undefined` as soon as one is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value
  for (const key of path) {
    if (!isRecord(current) || !Object.hasOwn(current, key)) return undefined
    current = current[key]
  }
  return current
}

/** The object at a path of keys, made where it is missing. */
export function ensure(value: Json, ...path: readonly string[]): Json {
  let current = value
  for (const key of path) {
    const next = current[key]
    if (isRecord(next)) current = next
    else current = current[key] = {}
  }
  return current
}

/** The array at a path of keys, or an empty one. */
export function listAt(value: unknown, ...path: readonly string[]): unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The scalar at a path of keys as text, or `missing` where there is none. */
export function textAt(value: unknown, path: readonly string[], missing = ''): string {
  const found = at(value, ...path)
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
    ? String(found)
    : missing
}

/** Equality of JSON values, whatever the order of their keys; a key with `undefined` counts as missing. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => sameJson(item, b[i]))
  if (!isRecord(a) || !isRecord(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => sameJson(a[key], b[key]))
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
  return value
}
