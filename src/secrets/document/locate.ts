import type { State } from 'js-yaml'
import { loadAll } from 'js-yaml'
import type { Place } from '../../elide/index.js'
import { readPlainYaml } from '../../lib/plain-yaml/read-plain-yaml.js'

/** Says on which line of a text a place of one of its documents is, 1-based; `undefined` where that cannot be told. */
export type Locator = (place: Place) => number | undefined

/** Reading with positions takes time and memory: longer texts are searched for what their values look like. */
const longest = 16 * 1024 * 1024

/** The parsers say nothing of where they found what: the text is read once more, now with an ear on each key's line. */
export function createLocator(text: string): Locator {
  const isOneLine = !text.trimEnd().includes('\n')
  const inner = new Map<string, Locator>()
  let read: DocumentLines | undefined
  return (place) => {
    if (place.line !== undefined) return place.line
    if (isOneLine) return 1
    if (text.length > longest) return undefined
    read ??= readLines(text)
    const line = lineOf(read, place)
    if (line === undefined || !place.inside || !beginsBlock(read.lines[line - 1])) return line
    const locate = inner.get(place.inside.text) ?? createLocator(place.inside.text)
    inner.set(place.inside.text, locate)
    return line + (locate(place.inside.place) ?? 0)
  }
}

/** A text in a block scalar stands there line by line, from the next line on; any other is a single line, or folded. */
function beginsBlock(line = ''): boolean {
  return /:\s{1,16}\|[-+\d]{0,2}\s{0,16}$/.test(line)
}

interface DocumentLines {
  lines: string[]
  documents: unknown[]
  /** The line of each key of each mapping, and of each item of each sequence. */
  parts: WeakMap<object, Map<string, number>>
}

const readLines = (text: string): DocumentLines => readPlainLines(text) ?? readAnyLines(text)

function readPlainLines(text: string): DocumentLines | undefined {
  const parts: DocumentLines['parts'] = new WeakMap()
  let line = 1
  let counted = 0
  const documents = readPlainYaml(text, (holder, part, at) => {
    for (let end = text.indexOf('\n', counted); end >= 0 && end < at; end = text.indexOf('\n', counted)) {
      line++
      counted = end + 1
    }
    const lines = parts.get(holder)
    if (lines) lines.set(part, line)
    else parts.set(holder, new Map([[part, line]]))
  })
  return documents && { lines: text.split('\n'), documents, parts }
}

interface Node {
  line: number
  value: unknown
}

function readAnyLines(text: string): DocumentLines {
  const read: DocumentLines = { lines: text.split('\n'), documents: [], parts: new WeakMap() }
  const open: { line: number; children: Node[] }[] = []
  const listener = (event: 'open' | 'close', state: State) => {
    if (event === 'open') {
      open.push({ line: state.line + 1, children: [] })
      return
    }
    const node = open.pop()
    if (!node) return
    note(read, state.result, node.children)
    open.at(-1)?.children.push({ line: node.line, value: state.result })
  }
  try {
    loadAll(text, (document) => read.documents.push(document), { listener, json: true })
  } catch {
    // It was read as JSON alone: what came until here is known.
  }
  return read
}

function note(read: DocumentLines, value: unknown, children: readonly Node[]): void {
  if (Array.isArray(value))
    read.parts.set(value, new Map(children.map(({ line }, index) => [String(index), line])))
  else if (typeof value === 'object' && value !== null && children.length > 0)
    read.parts.set(value, keyLines(value as Record<string, unknown>, children))
}

/** Keys and values come one after the other, but a value that is not there does not come. */
function keyLines(record: Record<string, unknown>, children: readonly Node[]): Map<string, number> {
  const lines = new Map<string, number>()
  for (let at = 0; at < children.length; at++) {
    const { value: key, line } = children[at] as Node
    const name = String(key)
    lines.set(name, line)
    const next = children[at + 1]
    if (next && Object.hasOwn(record, name) && Object.is(next.value, record[name])) at++
  }
  return lines
}

/** The line of the last part of the path; the document must hold all of it. */
function lineOf({ documents, parts }: DocumentLines, { document = 0, path }: Place): number | undefined {
  let value = documents[document]
  let line: number | undefined
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    line = parts.get(value)?.get(part)
    value = (value as Record<string, unknown>)[part]
  }
  return line
}
