import { isRecord, mentionsSecret, parseEmbedded } from './embedded.js'
import { isElided } from './is-elided.js'
import type { IsMarker } from './redaction-marker.js'
import { isRedactionMarker } from './redaction-marker.js'
import type { Place, UnelidedValue } from './unelided-value.js'
import { findInUnparsed } from './unparsed.js'
import { unwrap } from './unwrap.js'

export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
export const tokenValue = 'openshift.io/token-secret.value'

/** How deep texts inside strings of documents are followed: four layers, and a document in each. */
export const maxEmbeddedDepth = 8
/** What all strings of one document may come to when they are opened, in characters. */
const mostOpened = 128 * 1024 * 1024

/** Every value of every Secret in one parsed document that is not elided, wherever the Secret hides. */
export function findUnelided(document: unknown, isMarker: IsMarker = isRedactionMarker): UnelidedValue[] {
  const found: UnelidedValue[] = []
  const shared = { isMarker, found, seen: new WeakSet<object>(), opened: 0 }
  walk(document, [], { shared, layers: [], prefix: [], template: false, locate: (place) => place })
  return found
}

interface Walk {
  shared: {
    isMarker: IsMarker
    found: UnelidedValue[]
    /** YAML aliases make one object appear many times; each is looked at once. */
    seen: WeakSet<object>
    opened: number
  }
  /** What was opened to come to the text that is walked, and the way there. */
  layers: readonly string[]
  prefix: readonly string[]
  /** Whether the text that is walked is a Template or lies in one. */
  template: boolean
  /** A place of the text that is walked, as one of the outermost text. */
  locate: (place: Place) => Place
}

function walk(value: unknown, path: string[], state: Walk, kind?: string): void {
  if (typeof value === 'string') return walkText(value, path, state)
  if (typeof value !== 'object' || value === null || state.shared.seen.has(value)) return
  state.shared.seen.add(value)
  if (Array.isArray(value))
    return value.forEach((item, index) => walk(item, [...path, String(index)], state, kind))
  const record = value as Record<string, unknown>
  const ownKind = record['kind'] ?? kind
  if (ownKind === 'Secret') collectSecret(record, path, state)
  const inner = ownKind === 'Template' ? { ...state, template: true } : state
  for (const [field, part] of Object.entries(record)) {
    // What a SecretList holds are Secrets, also where they do not say so themselves.
    walk(part, [...path, field], inner, ownKind === 'SecretList' && field === 'items' ? 'Secret' : undefined)
  }
}

/** Opens a string: a document, or what hides one. What mentions a Secret and is no document is read by its lines. */
function walkText(text: string, path: string[], state: Walk): void {
  const { shared, layers } = state
  if (layers.length >= maxEmbeddedDepth || shared.opened > mostOpened) return
  const embedded = parseEmbedded(text)
  if (embedded) {
    const { documents, format } = embedded
    const inner = enter(state, path, text, named(format, path))
    documents.forEach((document, index) => walk(document, [], inDocument(inner, index)))
  } else if (mentionsSecret(text)) {
    // A Secret's own last-applied configuration that cannot be opened counts as a whole.
    if (path.at(-1) !== lastApplied) collectUnparsed(text, enter(state, path, text, named('text', path)))
  } else {
    const hidden = unwrap(text)
    if (hidden) walkText(hidden.text, [], enter(state, path, hidden.text, hidden.layers))
  }
}

/** What was unpacked is a text of its own, of which the kind is nothing to peel off. */
const named = (format: string, path: readonly string[]) => (path.length > 0 ? [format] : [])

function inDocument(state: Walk, document: number): Walk {
  return { ...state, locate: (place) => state.locate({ ...place, document }) }
}

function enter(state: Walk, path: string[], text: string, layers: readonly string[]): Walk {
  state.shared.opened += text.length
  return {
    ...state,
    layers: [...state.layers, ...layers],
    prefix: [...state.prefix, ...path, ...layers.map((layer) => `(${layer})`)],
    locate: (place) => state.locate({ path, inside: { text, place } }),
  }
}

function collectSecret(secret: Record<string, unknown>, path: string[], state: Walk): void {
  const metadata = isRecord(secret['metadata']) ? secret['metadata'] : {}
  const about = { kind: 'Secret', namespace: text(metadata['namespace']), name: text(metadata['name']) }
  const add = (where: string[], key: string, value: unknown, encoded: boolean) =>
    state.shared.found.push({
      ...about,
      ...sighting(state, { path: where }),
      key,
      value: text(value),
      encoded,
    })
  for (const field of ['data', 'stringData'] as const) {
    for (const [key, value] of entries(secret[field], field)) {
      if (isElided(key, value, state.shared.isMarker) || isReference(value, state)) continue
      add(isRecord(secret[field]) ? [...path, field, key] : [...path, field], key, value, field === 'data')
    }
  }
  for (const [key, value] of entries(metadata['annotations'])) {
    if (isLeakingAnnotation(key, value, state))
      add([...path, 'metadata', 'annotations', key], key, value, false)
  }
}

function collectUnparsed(text: string, state: Walk): void {
  for (const { line, ...value } of findInUnparsed(text, state.shared.isMarker)) {
    const where = sighting(state, { path: [value.key], line })
    state.shared.found.push({ ...value, ...where, kind: 'Secret', namespace: '', name: '' })
  }
}

function sighting({ layers, prefix, locate }: Walk, place: Place) {
  return { path: [...prefix, ...place.path], layers: [...layers], place: locate(place) }
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
  return value === undefined || value === null ? '' : JSON.stringify(value)
}
