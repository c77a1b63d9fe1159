type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export interface ObjectKind {
  apiVersion: string
  kind: string
}

/** An object as far as an expected list asks for it. */
export type FoundObject = ObjectKind & { name?: string }

/** The Kubernetes objects in a document, or in a list of documents; of a list object its items. */
export function objectsOf(document: unknown): FoundObject[] {
  // Aliases of YAML make one value appear many times, and within itself.
  const seen = new WeakSet<object>()
  const collect = (value: unknown, inherited: Partial<ObjectKind>): FoundObject[] => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return []
    seen.add(value)
    if (Array.isArray(value)) return value.flatMap((item) => collect(item, inherited))
    const { kind = inherited.kind, apiVersion = inherited.apiVersion, metadata, items } = value as Json
    if (typeof kind !== 'string') return []
    const version = typeof apiVersion === 'string' ? apiVersion : ''
    if (!kind.endsWith('List') || !Array.isArray(items))
      return [{ apiVersion: version, kind, ...nameOf(metadata) }]
    // The items of a typed list need not name their kind.
    const ofItems = kind === 'List' ? {} : { apiVersion: version, kind: kind.slice(0, -'List'.length) }
    return items.flatMap((item) => collect(item, ofItems))
  }
  return collect(document, {})
}

const nameOf = (metadata: unknown): { name?: string } =>
  isObject(metadata) && typeof metadata['name'] === 'string' ? { name: metadata['name'] } : {}

/** A list as clients print it, in alphabetical order, of which the end is missing. */
export const lostItsKind = ({ apiVersion, items, kind }: Json) =>
  typeof apiVersion === 'string' && Array.isArray(items) && kind === undefined

/**
 * An object as an API server gave it, of which the end is missing: keys come in alphabetical order, so that the status
 * is the last. Not every kind has one, and not every program ends its last line.
 */
export function lostItsStatus({ kind, metadata, spec, status }: Json): boolean {
  if (typeof kind !== 'string' || !isObject(metadata) || status !== undefined || !isObject(spec)) return false
  return ['uid', 'resourceVersion', 'creationTimestamp'].some((field) => field in metadata)
}
