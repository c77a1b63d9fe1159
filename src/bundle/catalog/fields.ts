/**
 * Reads the fields of a blob as OLM's own libraries do: a key counts whatever its case, null is nothing, and a value of
 * another type than the field's is an error. What is wrong is told by `problems`.
 */
export interface Fields {
  /** `''` where it is absent. */
  text(key: string): string
  list(key: string): unknown[]
  has(key: string): boolean
}

export type TellWrongType = (field: string, want: string, got: string) => void

const nothing: Fields = { text: () => '', list: () => [], has: () => false }

export function fieldsOf(value: unknown, path: string, tell: TellWrongType): Fields {
  if (!isMapping(value)) {
    if (value !== null && value !== undefined) tell(path, 'a mapping', typeName(value))
    return nothing
  }
  const read = (key: string) => (Object.hasOwn(value, key) ? value[key] : anyCase(value, key))
  const named = (key: string) => (path === '' ? key : `${path}.${key}`)
  return {
    text(key) {
      const found = read(key) ?? ''
      if (typeof found === 'string') return found
      tell(named(key), 'a text', typeName(found))
      return ''
    },
    list(key) {
      const found = read(key) ?? []
      if (Array.isArray(found)) return found as unknown[]
      tell(named(key), 'a list', typeName(found))
      return []
    },
    has: (key) => read(key) !== undefined,
  }
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function anyCase(value: Record<string, unknown>, key: string): unknown {
  const wanted = key.toLowerCase()
  const found = Object.keys(value).find((own) => own.toLowerCase() === wanted)
  return found === undefined ? undefined : value[found]
}

/** As a person calls it; never the value. */
export const typeName = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : (typeNames[typeof value] ?? 'nothing')

const typeNames: Partial<Record<string, string>> = {
  number: 'a number',
  boolean: 'true or false',
  string: 'a text',
  object: 'a mapping',
}
