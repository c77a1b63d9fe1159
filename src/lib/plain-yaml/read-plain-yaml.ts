import type { Cursor, OnPart } from './cursor.js'
import { ended, isSeparator, nextLine } from './cursor.js'
import { readScalar } from './scalar.js'

/** What is further in is left to the parser that says where a text is too deep. */
const furthest = 300

/** Line breaks of other systems, and what YAML may not hold. */
const strange = /[^\n\t -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

/**
 * The documents of YAML as kubectl and oc write it: what a parser of all of YAML reads, in a fraction of the time. `undefined` for
 * a text that has anything else in it: comments, anchors, tags, flow style, odd indentation.
 */
export function readPlainYaml(text: string, onPart?: OnPart): unknown[] | undefined {
  if (strange.test(text)) return undefined
  const whole = text.endsWith('\n') ? text : `${text}\n`
  const cursor: Cursor = { text: whole, onPart, at: 0, column: ended }
  const documents: unknown[] = []
  nextLine(cursor, 0)
  do {
    const isParted = cursor.column === ended && isSeparator(whole, cursor.at)
    if (isParted) nextLine(cursor, cursor.at + 3)
    const document = isParted && cursor.column === ended ? null : readDocument(cursor)
    if (document === undefined || cursor.column !== ended) return undefined
    documents.push(document)
  } while (cursor.at < whole.length)
  return documents
}

const readDocument = (cursor: Cursor): unknown => (cursor.column === 0 ? readBlock(cursor) : undefined)

function readBlock(cursor: Cursor): unknown {
  if (cursor.column > furthest) return undefined
  return isItem(cursor) ? readSequence(cursor) : readMapping(cursor)
}

/** Keys in quotes, or that are certainly strings without them. */
const entry =
  /(?!"?__proto__|(?:true|false|null):\s|\.[\d_]|\.inf|\.nan)(?:"([^"\\\n]{0,253})"|([a-z_./](?:[^\s:#]|:(?=\S)){0,252})):(?: +|(?=\n))/iy

function readMapping(cursor: Cursor): unknown {
  const { text, column } = cursor
  const record: Record<string, unknown> = {}
  while (cursor.column === column) {
    entry.lastIndex = cursor.at
    const [, quoted, key = quoted] = entry.exec(text) ?? []
    if (key === undefined || Object.hasOwn(record, key)) return undefined
    cursor.onPart?.(record, key, cursor.at)
    cursor.at = entry.lastIndex
    const value = text[cursor.at] === '\n' ? readBelow(cursor, column) : readScalar(cursor, column)
    if (value === undefined) return undefined
    record[key] = value
  }
  return cursor.column < column ? record : undefined
}

/** The items of a sequence may stand below their key without being further in. */
function readBelow(cursor: Cursor, indent: number): unknown {
  nextLine(cursor, cursor.at)
  if (cursor.column > indent) return readBlock(cursor)
  return cursor.column === indent && isItem(cursor) ? readSequence(cursor) : null
}

function readSequence(cursor: Cursor): unknown {
  const { column } = cursor
  const items: unknown[] = []
  while (cursor.column === column && isItem(cursor)) {
    cursor.onPart?.(items, String(items.length), cursor.at)
    const item = readItem(cursor, column)
    if (item === undefined) return undefined
    items.push(item)
  }
  return cursor.column <= column ? items : undefined
}

function isItem({ text, at }: Cursor): boolean {
  return text[at] === '-' && text[at + 1] === ' '
}

/** What stands behind the dash, the first line of it at the least. */
function readItem(cursor: Cursor, indent: number): unknown {
  const { text, at } = cursor
  let start = at + 2
  while (text[start] === ' ') start++
  cursor.at = start
  cursor.column += start - at
  entry.lastIndex = start
  return isItem(cursor) || entry.test(text) ? readBlock(cursor) : readScalar(cursor, indent)
}
