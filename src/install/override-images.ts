/** A copy of a manifest's value in which `image` fields of the given references have others. */
export function overrideImages<T>(value: T, overrides: ReadonlyMap<string, string>): T {
  if (overrides.size === 0) return value
  return replace(value, overrides) as T
}

function replace(value: unknown, overrides: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => replace(item, overrides))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'image' && typeof inner === 'string'
        ? (overrides.get(inner) ?? inner)
        : replace(inner, overrides),
    ]),
  )
}
