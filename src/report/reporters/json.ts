import { Report } from '../../model/report.js'
import type { Reporter } from '../reporter.js'

/** `report.json`: the report itself, its keys in the order of the schema, so that two of them differ only where they differ. */
export const jsonReporter: Reporter = {
  name: 'json',
  fileName: () => 'report.json',
  render: (report) => `${JSON.stringify(orderedLike(Report as SchemaPart, report), null, 2)}\n`,
}

interface SchemaPart {
  properties?: Record<string, SchemaPart>
  items?: SchemaPart
}

/** The value with the keys of its objects in the schema's order; keys that it does not name come after, sorted. */
function orderedLike(schema: SchemaPart | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => orderedLike(schema?.items, item))
  if (value === null || typeof value !== 'object') return value
  const fields = value as Record<string, unknown>
  const known = Object.keys(schema?.properties ?? {})
  const unknown = Object.keys(fields).filter((key) => !known.includes(key))
  const keys = [...known, ...unknown.sort()].filter((key) => fields[key] !== undefined)
  return Object.fromEntries(keys.map((key) => [key, orderedLike(schema?.properties?.[key], fields[key])]))
}
