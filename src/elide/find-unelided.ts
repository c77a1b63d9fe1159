import { isRecord, mentionsSecret, parseEmbedded } from './embedded.js'
import { isElided } from './is-elided.js'
import type { IsMarker } from './redaction-marker.js'
import { isRedactionMarker } from './redaction-marker.js'
import type { Place, UnelidedValue } from './unelided-value.js'
import { findInUnparsed } from './unparsed.js'
import type { OnUnread } from './unwrap.js'
import { unwrap } from './unwrap.js'

export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
export const tokenValue = 'openshift.io/token-secret.value'

/** How deep texts inside strings of documents are followed: four layers, and a document in each. */
export const maxEmbeddedDepth = 8
/** No document with a Secret in it is as short, nor what hides one. */
const shortest = 20
/** What all strings of one document may come to when they are opened, in characters. */
const mostOpened = 128 * 1024 * 1024

/**
 * Every value of every Secret in one parsed document that is not elided, wherever the Secret hides. `aliases` says
 * whether the document may have one object in many places; `onUnread` is told of what may hide one and was not opened.
 */
export function findUnelided(
  document: unknown,
  isMarker: IsMarker = isRedactionMarker,
  aliases = true,
  onUnread: OnUnread = () => {},
): UnelidedValue[] {
  const found: UnelidedValue[] = []
  walk(document, undefined, {
    ...{ shared: { isMarker, onUnread, found, opened: 0 }, seen: newSeen(aliases) },
    ...{ layers: [], prefix: () => [], template: false, locate: (place: Place) => place },
  })
  return found
}

const newSeen = (aliases: boolean) => (aliases ? new Set<object>() : undefined)

/** The way to a value, from its end: that of a deep document is only written out where something is found. */
interface Way {
  part: string | number
  above: Way | undefined
}

function written(way: Way | undefined): string[] {
  const parts: string[] = []
  for (let at = way; at; at = at.above) parts.push(String(at.part))
  return parts.reverse()
}

interface Walk {
  shared: {
    isMarker: IsMarker
    onUnread: OnUnread
    found: UnelidedValue[]
    opened: number
  }
  /** YAML aliases make one object appear many times; each is looked at once. */
  seen: Set<object> | undefined
  /** What was opened to come to the text that is walked, and the way there. */
  layers: readonly string[]
  prefix: () => readonly string[]
  /** Whether the text that is walked is a Template or lies in one. */
  template: boolean
  /** A place of the text that is walked, as one of the outermost text. */
  locate: (place: Place) => Place
}

function walk(value: unknown, way: Way | undefined, state: Walk, kind?: string): void {
  if (typeof value === 'string') return walkText(value, way, state)
  if (typeof value !== 'object' || value === null || state.seen?.has(value)) return
  state.seen?.add(value)
  if (Array.isArray(value))
    return value.forEach((item, index) => {
      if (mayHold(item)) walk(item, { part: index, above: way }, state, kind)
    })
  const record = value as Record<string, unknown>
  const ownKind = record['kind'] ?? kind
  if (ownKind === 'Secret') collectSecret(record, way, state)
  const inner = ownKind === 'Template' ? { ...state, template: true } : state
  for (const field of Object.keys(record)) {
    const part = record[field]
    if (!mayHold(part)) continue
    // What a SecretList holds are Secrets, also where they do not say so themselves.
    const ofItems = ownKind === 'SecretList' && field === 'items' ? 'Secret' : undefined
    walk(part, { part: field, above: way }, inner, ofItems)
  }
}

/** Whether it is worth to go into a value: most of a document are numbers and short texts. */
const mayHold = (value: unknown): boolean =>
  typeof value === 'string' ? value.length >= shortest : typeof value === 'object' && value !== null

/** Opens a string: a document, or what hides one. What mentions a Secret and is no document is read by its lines. */
function walkText(text: string, way: Way | undefined, state: Walk): void {
  const { shared, layers } = state
  const limit = limitReached(layers.length, shared.opened)
  if (limit !== undefined) {
    if (mayHide(text)) shared.onUnread(limit)
    return
  }
  const embedded = parseEmbedded(text)
  if (embedded) {
    const { documents, format, aliases } = embedded
    const inner = { ...enter(state, way, text, named(format, way)), seen: newSeen(aliases) }
    documents.forEach((document, index) => walk(document, undefined, inDocument(inner, index)))
  } else if (mentionsSecret(text)) {
    // A Secret's own last-applied configuration that cannot be opened counts as a whole.
    if (way?.part !== lastApplied) collectUnparsed(text, enter(state, way, text, named('text', way)))
  } else {
    const hidden = unwrap(text, shared.onUnread)
    if (hidden) walkText(hidden.text, undefined, enter(state, way, hidden.text, hidden.layers))
  }
}

function limitReached(depth: number, opened: number): string | undefined {
  if (depth >= maxEmbeddedDepth) return `what is behind more than ${maxEmbeddedDepth} layers was not opened`
  if (opened > mostOpened) return `what is hidden in it comes to more than ${mostOpened / 2 ** 20} MB`
  return undefined
}

/** Whether a text would be opened: it speaks of a Secret, or is a layer around something. */
export function mayHide(text: string): boolean {
  let unread = false
  return mentionsSecret(text) || unwrap(text, () => (unread = true)) !== undefined || unread
}

/** What was unpacked is a text of its own, of which the kind is nothing to peel off. */
const named = (format: string, way: Way | undefined) => (way ? [format] : [])

function inDocument(state: Walk, document: number): Walk {
  return { ...state, locate: (place) => state.locate({ ...place, document }) }
}

function enter(state: Walk, way: Way | undefined, text: string, layers: readonly string[]): Walk {
  state.shared.opened += text.length
  return {
    ...state,
    layers: [...state.layers, ...layers],
    prefix: () => [...state.prefix(), ...written(way), ...layers.map((layer) => `(${layer})`)],
    locate: (place) => state.locate({ path: written(way), inside: { text, place } }),
  }
}

function collectSecret(secret: Record<string, unknown>, way: Way | undefined, state: Walk): void {
  const metadata = isRecord(secret['metadata']) ? secret['metadata'] : {}
  const add = (where: string[], key: string, value: unknown, encoded: boolean) =>
    state.shared.found.push({
      ...{ kind: 'Secret', namespace: text(metadata['namespace']), name: text(metadata['name']) },
      ...sighting(state, { path: [...written(way), ...where] }),
      key,
      value: text(value),
      encoded,
    })
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

function collectUnparsed(text: string, state: Walk): void {
  for (const { line, ...value } of findInUnparsed(text, state.shared.isMarker)) {
    const where = sighting(state, { path: [value.key], line })
    state.shared.found.push({ ...value, ...where, kind: 'Secret', namespace: '', name: '' })
  }
}

function sighting({ layers, prefix, locate }: Walk, place: Place) {
  return { path: [...prefix(), ...place.path], layers: [...layers], place: locate(place) }
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
