import { isRecord, type Json } from '../store/json.js'

/** What a structural schema does to a custom resource beside refusing it: unknown fields go, defaults come. */

const preserved = ['apiVersion', 'kind', 'metadata']

/** The object without what the schema does not name; the paths of that go into `unknown`. */
export function pruneRoot(schema: Json, object: Json, unknown: string[] = []): Json {
  const kept = Object.fromEntries(preserved.filter((key) => key in object).map((key) => [key, object[key]]))
  const rest = Object.fromEntries(Object.entries(object).filter(([key]) => !preserved.includes(key)))
  return { ...kept, ...(prune(schema, rest, '', unknown) as Json) }
}

function prune(schema: Json, value: unknown, path: string, unknown: string[]): unknown {
  if (Array.isArray(value)) {
    const { items } = schema
    return isRecord(items) ? value.map((item, i) => prune(items, item, `${path}[${i}]`, unknown)) : value
  }
  if (!isRecord(value)) return value
  if (schema['x-kubernetes-embedded-resource'] === true) return pruneEmbedded(schema, value, path, unknown)
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true
  const kept: Json = {}
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    const child = childSchema(schema, key)
    if (child) kept[key] = prune(child, inner, at, unknown)
    else if (keepsUnknown || child === null) kept[key] = inner
    else unknown.push(at)
  }
  return kept
}

function pruneEmbedded(schema: Json, value: Json, path: string, unknown: string[]): Json {
  const inner: Json = { ...schema, 'x-kubernetes-embedded-resource': false }
  const head = Object.fromEntries(preserved.filter((key) => key in value).map((key) => [key, value[key]]))
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !preserved.includes(key)))
  return { ...head, ...(prune(inner, rest, path, unknown) as Json) }
}

/** The schema of a field; `null` where anything is welcome, `undefined` where the field is unknown. */
function childSchema(schema: Json, key: string): Json | null | undefined {
  const { properties, additionalProperties } = schema
  if (isRecord(properties) && isRecord(properties[key])) return properties[key]
  if (additionalProperties === true) return null
  return isRecord(additionalProperties) ? additionalProperties : undefined
}

/** Puts the schema's defaults where the object has nothing, or a `null` that it may not have. Changes the object. */
export function applyDefaults(schema: Json, value: unknown): void {
  if (Array.isArray(value)) {
    const { items } = schema
    if (isRecord(items)) for (const item of value) applyDefaults(items, item)
    return
  }
  if (!isRecord(value)) return
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  for (const [key, child] of Object.entries(properties)) {
    if (!isRecord(child)) continue
    const current = value[key]
    const isAbsent = current === undefined || (current === null && child['nullable'] !== true)
    if (isAbsent && child['default'] !== undefined) value[key] = structuredClone(child['default'])
    applyDefaults(child, value[key])
  }
  const others = schema['additionalProperties']
  if (!isRecord(others)) return
  for (const [key, inner] of Object.entries(value)) if (!(key in properties)) applyDefaults(others, inner)
}
