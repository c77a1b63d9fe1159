type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A JSON merge patch (RFC 7386): objects are merged, `null` takes away, anything else replaces. In a list of named
 * things an object patches the item with that name or role.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  if (Array.isArray(target)) return patchItems(target, patch)
  const merged: Json = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = mergePatch(merged[key], value)
  }
  return merged
}

function patchItems(items: readonly unknown[], patch: Json): unknown[] {
  const nameOf = (item: unknown) => (isObject(item) ? (item['name'] ?? item['role']) : undefined)
  const unknown = Object.keys(patch).filter((name) => !items.some((item) => nameOf(item) === name))
  if (unknown.length > 0) throw new Error(`no item is named ${unknown.join(', ')}`)
  return items.flatMap((item) => {
    const change = patch[String(nameOf(item))]
    if (change === null) return []
    return [change === undefined ? item : mergePatch(item, change)]
  })
}
