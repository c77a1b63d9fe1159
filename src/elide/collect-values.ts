import { isRecord, mentionsSecret, parseEmbedded } from './embedded.js'
import { FoundValue } from './found-value.js'
import { isElided } from './is-elided.js'
import { findInLines } from './unparsed.js'
import type { Node, Walk } from './walk.js'
import { written } from './walk.js'

export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
export const tokenValue = 'openshift.io/token-secret.value'

/** The values of a Secret that are not elided. */
export function collectSecret(secret: Record<string, unknown>, node: Node): void {
  collectField(secret, 'data', node)
  collectField(secret, 'stringData', node)
  const annotations = recordIn(recordIn(secret, 'metadata'), 'annotations')
  for (const key in annotations) {
    const value = annotations[key]
    if (isLeakingAnnotation(key, value, node.state))
      add(secret, node, ['metadata', 'annotations', key], { key, value, encoded: false })
  }
}

function collectField(secret: Record<string, unknown>, field: 'data' | 'stringData', node: Node): void {
  const values = secret[field]
  const encoded = field === 'data'
  if (isRecord(values)) {
    for (const key in values) {
      const value = values[key]
      if (isLeaking(key, value, node.state)) add(secret, node, [field, key], { key, value, encoded })
    }
    // Anything else that is there has no fields, and counts as one value.
  } else if (isLeaking(field, values, node.state))
    add(secret, node, [field], { key: field, value: values, encoded })
}

const isLeaking = (key: string, value: unknown, state: Walk): boolean =>
  !isElided(key, value, state.shared.isMarker) && !isReference(value, state)

const recordIn = (record: Record<string, unknown> | undefined, field: string) => {
  const value = record?.[field]
  return isRecord(value) ? value : undefined
}

function add(
  secret: Record<string, unknown>,
  node: Node,
  where: readonly string[],
  { key, value, encoded }: { key: string; value: unknown; encoded: boolean },
): void {
  const metadata = recordIn(secret, 'metadata')
  const [namespace, name] = [text(metadata?.['namespace']), text(metadata?.['name'])]
  const place = () => ({ path: [...written(node), ...where] })
  const what = { key, value: text(value), encoded, namespace, name }
  node.state.shared.found.push(new FoundValue(node.state, place, what))
}

/** The same of a text that cannot be parsed, read by its lines. */
export function collectLines(text: string, state: Walk): void {
  for (const { line, ...value } of findInLines(text, state.shared.isMarker)) {
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
