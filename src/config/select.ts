import type { ConfigDocument, DocumentPath } from './document.js'

export interface Selected {
  path: DocumentPath
  text: string
}

/**
 * The texts at a pattern (`spec.samples.*.file`; `*` is every item of a list or key of a mapping), whatever else is wrong
 * with the document: parts of another type are left to the schema.
 */
export function selectTexts(document: ConfigDocument, pattern: string): Selected[] {
  return select(document.value, pattern.split('.'), []).flatMap(({ path, value }) =>
    typeof value === 'string' ? [{ path, text: value }] : [],
  )
}

/** All parts at a pattern. */
export function selectAll(
  document: ConfigDocument,
  pattern: string,
): { path: DocumentPath; value: unknown }[] {
  return select(document.value, pattern.split('.'), [])
}

function select(
  value: unknown,
  [step, ...rest]: string[],
  path: DocumentPath,
): { path: DocumentPath; value: unknown }[] {
  if (step === undefined) return [{ path, value }]
  if (value === null || typeof value !== 'object') return []
  if (step !== '*') {
    const child = Array.isArray(value) ? undefined : (value as Record<string, unknown>)[step]
    return child === undefined ? [] : select(child, rest, [...path, step])
  }
  const children: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return children.flatMap(([key, child]) => select(child, rest, [...path, key]))
}
