/** A copy of a JSON value with every text in it replaced, at whatever depth; the names of fields stay, and so do the fields that `isKept` names. */
export function mapTexts<T>(
  value: T,
  replace: (text: string) => string,
  isKept: (field: string, holder: object) => boolean = () => false,
): T {
  const map = (inner: unknown): unknown => {
    if (typeof inner === 'string') return replace(inner)
    if (Array.isArray(inner)) return inner.map(map)
    if (typeof inner !== 'object' || inner === null) return inner
    const entries = Object.entries(inner).map(([field, one]): [string, unknown] => [
      field,
      isKept(field, inner) ? one : map(one),
    ])
    return Object.fromEntries(entries)
  }
  return map(value) as T
}
