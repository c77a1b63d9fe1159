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
  walk({
    ...{ value: document, part: '', above: undefined, kind: undefined },
    state: {
      ...{ shared: { isMarker, onUnread, found, opened: 0 }, seen: newSeen(aliases) },
      ...{ layers: [], prefix: () => [], template: false, locate: (place: Place) => place },
    },
  })
  return found
}

const newSeen = (aliases: boolean) => (aliases ? new Set<object>() : undefined)

/** A value of a document, and the way to it from its end: that of a deep one is only written out where something is found. */
interface Node {
  value: unknown
  /** Of the object or the list that it is in. */
  part: string | number
  /** What it is in; nothing for a document. */
  above: Node | undefined
  /** What it is said to be by what it is in. */
  kind: string | undefined
  state: Walk
}

function written(node: Node): string[] {
  const parts: string[] = []
  for (let at = node; at.above; at = at.above) parts.push(String(at.part))
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

/** From the first to the last, each before what is in it. A document may be as deep as it wants: nothing here calls itself. */
function walk(document: Node): void {
  const open = [document]
  for (let node = open.pop(); node; node = open.pop()) {
    const first = open.length
    visit(node, open)
    reverseFrom(open, first)
  }
}

/** What was put on a stack in order is to be taken from it in order. */
function reverseFrom(stack: Node[], first: number): void {
  for (let low = first, high = stack.length - 1; low < high; low++, high--)
    [stack[low], stack[high]] = [stack[high] as Node, stack[low] as Node]
}

/** Looks at a value, and adds what is in it to what is still to be visited. */
function visit(node: Node, open: Node[]): void {
  const { value, state, kind } = node
  if (typeof value === 'string') return openText(value, node, open)
  if (typeof value !== 'object' || value === null || state.seen?.has(value)) return
  state.seen?.add(value)
  if (Array.isArray(value)) {
    for (let part = 0; part < value.length; part++) add(open, value[part], part, node, state, kind)
    return
  }
  const record = value as Record<string, unknown>
  const ownKind = record['kind'] ?? kind
  if (ownKind === 'Secret') collectSecret(record, node)
  const inner = ownKind === 'Template' ? { ...state, template: true } : state
  for (const field of Object.keys(record)) {
    // What a SecretList holds are Secrets, also where they do not say so themselves.
    const ofItems = ownKind === 'SecretList' && field === 'items' ? 'Secret' : undefined
    add(open, record[field], field, node, inner, ofItems)
  }
}

function add(open: Node[], value: unknown, part: string | number, above: Node, state: Walk, kind?: string) {
  if (mayHold(value)) open.push({ value, part, above, kind, state })
}

/** Whether it is worth to go into a value: most of a document are numbers and short texts. */
const mayHold = (value: unknown): boolean =>
  typeof value === 'string' ? value.length >= shortest : typeof value === 'object' && value !== null

/** Opens a string: a document, or what hides one. What mentions a Secret and is no document is read by its lines. */
function openText(text: string, node: Node, open: Node[]): void {
  const { shared, layers } = node.state
  const limit = limitReached(layers.length, shared.opened)
  if (limit !== undefined) {
    if (mayHide(text)) shared.onUnread(limit)
    return
  }
  const embedded = parseEmbedded(text)
  if (embedded) {
    const { documents, format, aliases } = embedded
    const inner = { ...enter(node, text, named(format, node)), seen: newSeen(aliases) }
    documents.forEach((document, index) => open.push(beginning(document, inDocument(inner, index))))
  } else if (mentionsSecret(text)) {
    // A Secret's own last-applied configuration that cannot be opened counts as a whole.
    if (node.part !== lastApplied) collectUnparsed(text, enter(node, text, named('text', node)))
  } else {
    const hidden = unwrap(text, shared.onUnread)
    if (hidden) open.push(beginning(hidden.text, enter(node, hidden.text, hidden.layers)))
  }
}

/** A text or a document of its own. */
const beginning = (value: unknown, state: Walk): Node => ({
  ...{ value, part: '', above: undefined, kind: undefined },
  state,
})

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
const named = (format: string, { above }: Node) => (above ? [format] : [])

function inDocument(state: Walk, document: number): Walk {
  return { ...state, locate: (place) => state.locate({ ...place, document }) }
}

function enter(node: Node, text: string, layers: readonly string[]): Walk {
  const { state } = node
  state.shared.opened += text.length
  return {
    ...state,
    layers: [...state.layers, ...layers],
    prefix: () => [...state.prefix(), ...written(node), ...layers.map((layer) => `(${layer})`)],
    locate: (place) => state.locate({ path: written(node), inside: { text, place } }),
  }
}

function collectSecret(secret: Record<string, unknown>, node: Node): void {
  const { state } = node
  const metadata = isRecord(secret['metadata']) ? secret['metadata'] : {}
  const add = (where: string[], key: string, value: unknown, encoded: boolean) =>
    state.shared.found.push({
      ...{ kind: 'Secret', namespace: text(metadata['namespace']), name: text(metadata['name']) },
      ...sighting(state, { path: [...written(node), ...where] }),
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
