import type { Document, Node, Pair } from 'yaml'
import { isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml'
import type { Way } from './values.js'

/** One document of a YAML or JSON file, and where in the file its parts stand. */
export interface PlacedDocument {
  path: string
  value: unknown
  /** 1-based line of a part, of its key where there is one; of what would hold it where it is missing. */
  line(way?: Way): number
}

export interface BrokenFile {
  path: string
  line?: number
  reason: string
}

/** No manifest that fits into a bundle comes near; positions cost much memory. */
const mostCharacters = 8 * 1024 ** 2
/** They multiply, so that a small file may fill the memory. */
const mostAliases = 100

/** The documents of a file that hold something, or why it cannot be read. Never throws for what is in the text. */
export function readDocuments(path: string, text: string): PlacedDocument[] | BrokenFile {
  if (text.length > mostCharacters) return { path, reason: `it is longer than ${mostCharacters} characters` }
  if (text.includes('\ufffd')) return { path, reason: 'it is not UTF-8' }
  try {
    return parse(path, text)
  } catch (error) {
    // The parser goes down as deep as the text does.
    if (error instanceof RangeError) return { path, reason: 'it is nested too deeply' }
    if (error instanceof ReferenceError)
      return { path, reason: `more than ${mostAliases} aliases, or one that leads nowhere` }
    // It is told of only where the document is made: `<<` with a text or a number behind it.
    if (error instanceof Error && error.message.startsWith('Merge sources'))
      return { path, reason: '<< merges something that is no mapping' }
    throw error
  }
}

function parse(path: string, text: string): PlacedDocument[] | BrokenFile {
  const counter = new LineCounter()
  const parsed = parseAllDocuments(text, {
    ...{ lineCounter: counter, prettyErrors: false, merge: true },
    // OLM's parser lets a key come twice.
    uniqueKeys: false,
  })
  if ('empty' in parsed) return []
  const lineAt = (offset: number) => Math.max(counter.linePos(offset).line, 1)
  for (const { errors } of parsed) {
    const [first] = errors
    if (first?.message.includes('call stack')) throw new RangeError(path)
    if (first) return { path, line: lineAt(first.pos[0]), reason: first.message.replace(/\s+/g, ' ').trim() }
  }
  return parsed
    .filter(({ contents }) => contents !== null && !(isScalar(contents) && contents.value === null))
    .map((document) => ({
      path,
      value: document.toJS({ maxAliasCount: mostAliases }) as unknown,
      line: (way = []) => lineAt(locate(document, way)?.range?.[0] ?? 0),
    }))
}

/** The key at the end of the way, or the item; where it is not there, the nearest one above. */
function locate(document: Document.Parsed, way: Way): Node | null {
  let node: unknown = document.contents
  let shown: unknown = document.contents
  for (const step of way) {
    const child = childOf(node, step)
    if (!child) break
    node = isPair(child) ? child.value : child
    shown = isPair(child) ? child.key : child
  }
  return shown as Node | null
}

function childOf(node: unknown, step: string | number): Node | Pair | undefined {
  if (isSeq(node)) return node.items[Number(step)] as Node | undefined
  if (!isMap(node)) return undefined
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
}
