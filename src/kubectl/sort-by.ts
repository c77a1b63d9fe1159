import type { Fetched } from './fetch.js'
import { compileJsonPath } from './jsonpath/index.js'
import { relaxed } from './print/custom-columns.js'
import type { Table } from './print/table.js'

/** Objects in the order of what `--sort-by` finds in them; those without it come first. */
export function sortItems(items: readonly Fetched[], path: string): Fetched[] {
  const key = sortKey(path)
  return [...items].sort((a, b) => compare(key(a.object), key(b.object)))
}

/** Rows in that order; they carry their whole objects. */
export function sortRows(table: Table, path: string): Table {
  const key = sortKey(path)
  return { ...table, rows: [...(table.rows ?? [])].sort((a, b) => compare(key(a.object), key(b.object))) }
}

function sortKey(path: string): (value: unknown) => unknown {
  const compiled = compileJsonPath(relaxed(path))
  return (value) => compiled.values(value)[0]
}

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return naturally(text(a), text(b))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** `pod-2` before `pod-10`. */
function naturally(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true, sensitivity: 'variant' })
}
