import { isRecord, mentionsSecret, parseEmbedded } from './embedded.js'
import { FoundValue } from './found-value.js'
import { isElided } from './is-elided.js'
import { findInUnparsed } from './unparsed.js'
import type { Node, Walk } from './walk.js'
import { written } from './walk.js'

export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
export const tokenValue = 'openshift.io/token-secret.value'

/** The values of a Secret that are not elided. */
export function collectSecret(secret: Record<string, unknown>, node: Node): void {
  const { state } = node
  const metadata = isRecord(secret['metadata']) ? secret['metadata'] : {}
  const add = (where: string[], key: string, value: unknown, encoded: boolean) =>
    state.shared.found.push(
      new FoundValue(state, () => ({ path: [...written(node), ...where] }), {
        ...{ key, value: text(value), encoded },
        ...{ namespace: text(metadata['namespace']), name: text(metadata['name']) },
      }),
    )
  for (const field of ['data', 'stringData'] as const) {
    for (const [key, value] of entries(secret[field], field)) {
      if (isElided(key, value, state.shared.isMarker) || isReference(value, state)) continue
      add(isRecord(secret[field]) ? [field, key] : [field], key, value, field === 'data')
    }
  }
  for (const [key, value] of entries(metadata['annotations'])) {
    if (isLeakingAnnotation(key, value, state)) add(['metadata', 'annotations', key], key, value, false)
  }
}

/** The same of a text that cannot be parsed. */
export function collectUnparsed(text: string, state: Walk): void {
  for (const { line, ...value } of findInUnparsed(text, state.shared.isMarker)) {
    const place = () => ({ path: [value.key], line })
    state.shared.found.push(new FoundValue(state, place, { ...value, namespace: '', name: '' }))
  }
}

/** In a Template a value may be one of its parameters, and in a chart `{{ … }}`, which YAML takes for a mapping. */
function isReference(value: unknown, { template }: Walk): boolean {
  if (isRecord(value) && Object.keys(value).join() === '[object Object]') return true
  return template && typeof value === 'string' && /^\s{0,8}\$\{\{?\w{1,128}\}?\}\s{0,8}$/.test(value)
}

/** A token in its annotation. What a last-applied configuration holds is found when it is opened. */
function isLeakingAnnotation(key: string, value: unknown, { shared }: Walk): boolean {
  if (key === tokenValue) return !isElided(key, value, shared.isMarker)
  return (
    key === lastApplied &&
    typeof value === 'string' &&
    mentionsSecret(value) &&
    parseEmbedded(value) === undefined
  )
}

/** The fields of a record; anything else that is there has no fields, and counts as one value. */
function entries(value: unknown, name?: string): [string, unknown][] {
  if (isRecord(value)) return Object.entries(value)
  return name === undefined || value === undefined || value === null ? [] : [[name, value]]
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return value === undefined || value === null ? '' : JSON.stringify(value, eachOnce())
}

/** With aliases of YAML an object may hold itself, or be in so many places that it cannot be written out. */
function eachOnce() {
  const seen = new Set<unknown>()
  return (_: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    return seen.has(value) ? undefined : seen.add(value) && value
  }
}
