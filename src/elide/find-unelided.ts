import { isRecord, maxEmbeddedDepth, mentionsSecret, parseEmbedded } from './embedded.js'
import { isElided } from './is-elided.js'

/** One value of a Secret that is not proven to be taken out. `value` is the secret itself: never log it. */
export interface UnelidedValue {
  /** Field names and list indexes from the document's root; `(json)` or `(yaml)` where a string was opened. */
  path: string[]
  key: string
  kind: string
  namespace: string
  name: string
  /** As it stands in the document: base64 for `data`, plain for `stringData` and annotations. */
  value: string
  encoded: boolean
}

export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
export const tokenValue = 'openshift.io/token-secret.value'

/** Every value of every Secret in one parsed document that is not elided, wherever the Secret hides. */
export function findUnelided(document: unknown): UnelidedValue[] {
  const found: UnelidedValue[] = []
  walk(document, [], { depth: 0, found, seen: new WeakSet() })
  return found
}

interface Walk {
  depth: number
  found: UnelidedValue[]
  /** YAML aliases make one object appear many times; each is looked at once. */
  seen: WeakSet<object>
}

function walk(value: unknown, path: string[], state: Walk, kind?: string): void {
  if (typeof value === 'string') return walkText(value, path, state)
  if (typeof value !== 'object' || value === null || state.seen.has(value)) return
  state.seen.add(value)
  if (Array.isArray(value))
    return value.forEach((item, index) => walk(item, [...path, String(index)], state, kind))
  const record = value as Record<string, unknown>
  const ownKind = record['kind'] ?? kind
  if (ownKind === 'Secret') collectSecret(record, path, state)
  for (const [field, inner] of Object.entries(record)) {
    // What a SecretList holds are Secrets, also where they do not say so themselves.
    walk(inner, [...path, field], state, ownKind === 'SecretList' && field === 'items' ? 'Secret' : undefined)
  }
}

function walkText(text: string, path: string[], state: Walk): void {
  if (state.depth >= maxEmbeddedDepth) return
  const embedded = parseEmbedded(text)
  if (!embedded) return
  const inner = { ...state, depth: state.depth + 1 }
  for (const document of embedded.documents) walk(document, [...path, `(${embedded.format})`], inner)
}

function collectSecret(secret: Record<string, unknown>, path: string[], state: Walk): void {
  const metadata = isRecord(secret['metadata']) ? secret['metadata'] : {}
  const about = { kind: 'Secret', namespace: text(metadata['namespace']), name: text(metadata['name']) }
  for (const field of ['data', 'stringData'] as const) {
    for (const [key, value] of entries(secret[field])) {
      if (isElided(key, value)) continue
      state.found.push({
        ...about,
        path: [...path, field, key],
        key,
        value: text(value),
        encoded: field === 'data',
      })
    }
  }
  for (const [key, value] of entries(metadata['annotations'])) {
    if (!isLeakingAnnotation(key, value)) continue
    const where = [...path, 'metadata', 'annotations', key]
    state.found.push({ ...about, path: where, key, value: text(value), encoded: false })
  }
}

/** A token in its annotation; or a last-applied configuration that cannot be opened, so that nothing proves it clean. */
function isLeakingAnnotation(key: string, value: unknown): boolean {
  if (key === tokenValue) return !isElided(key, value)
  return (
    key === lastApplied &&
    typeof value === 'string' &&
    mentionsSecret(value) &&
    parseEmbedded(value) === undefined
  )
}

function entries(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : []
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return value === undefined || value === null ? '' : JSON.stringify(value)
}
