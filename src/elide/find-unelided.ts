import { collectLines, collectSecret, lastApplied } from './collect-values.js'
import { mentionsSecret, parseEmbedded } from './embedded.js'
import { jsonInLines } from './json-in-lines.js'
import type { IsMarker } from './redaction-marker.js'
import { isRedactionMarker } from './redaction-marker.js'
import type { Place, UnelidedValue } from './unelided-value.js'
import type { OnUnread } from './unwrap.js'
import { shortestWrapped, unwrap } from './unwrap.js'
import type { Node, Walk } from './walk.js'
import { enter, inDocument } from './walk.js'

/** How deep texts inside strings of documents are followed: four layers, and a document in each. */
export const maxEmbeddedDepth = 8
/** No document with a Secret in it is as short. */
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
  if (!mayHold(document)) return found
  const shared = { isMarker, onUnread, found, opened: 0 }
  const seen = newSeen(aliases)
  walk(beginning(document, { shared, seen, layers: [], prefix: () => [], template: false, locate: itself }))
  return found
}

const itself = (place: Place) => place
const newSeen = (aliases: boolean) => (aliases ? new Set<object>() : undefined)

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
  for (const field in record) {
    // What a SecretList holds are Secrets, also where they do not say so themselves.
    const ofItems = ownKind === 'SecretList' && field === 'items' ? 'Secret' : undefined
    add(open, record[field], field, node, inner, ofItems)
  }
}

function add(open: Node[], value: unknown, part: string | number, above: Node, state: Walk, kind?: string) {
  if (mayHold(value)) open.push({ value, part, above, kind, state })
}

/** Whether it is worth to go into a value: most of a document are numbers and short texts, as what elision leaves is. */
function mayHold(value: unknown): boolean {
  if (typeof value !== 'string') return typeof value === 'object' && value !== null
  return value.length >= shortestWrapped || (value.length >= shortest && mentionsSecret(value))
}

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
    if (node.part !== lastApplied) openLines(text, enter(node, text, named('text', node)), open)
  } else {
    const hidden = unwrap(text, shared.onUnread)
    if (hidden) open.push(beginning(hidden.text, enter(node, hidden.text, hidden.layers)))
  }
}

/** Goes into a text that is no document: what looks like a Secret by its lines, and JSON in a line. */
function openLines(text: string, state: Walk, open: Node[]): void {
  collectLines(text, state)
  for (const { value, line } of jsonInLines(text)) {
    const locate = () => state.locate({ path: [], line })
    open.push(beginning(value, { ...state, seen: undefined, locate }))
  }
}

/** A text or a document of its own. */
function beginning(value: unknown, state: Walk): Node {
  return { value, part: '', above: undefined, kind: undefined, state }
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
const named = (format: string, { above }: Node) => (above ? [format] : [])
