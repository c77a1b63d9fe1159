import { loadAll } from 'js-yaml'
import { mentionsSecret } from '../../elide/index.js'
import { readPlainYaml } from '../../lib/plain-yaml/read-plain-yaml.js'

/** Why a text could not be read. The reason quotes nothing of it. */
export interface Problem {
  reason: string
  line?: number
  /** It is a document, but one that goes deeper than the parsers can. */
  tooDeep?: boolean
}

export const tooDeep: Problem = { reason: 'it is nested too deeply to be parsed', tooDeep: true }

/** A stretch of a text that was read on its own. */
export interface Piece {
  text: string
  /** 1-based, where it begins. */
  line: number
  documents: unknown[]
  /** Whether one object may be in many places of them. */
  aliases: boolean
  /** Why it could not be read; it has no documents then. */
  problem?: Problem
}

/**
 * The documents of a YAML or JSON text: in one piece where it parses as a whole, else each that speaks of a Secret in one
 * of its own.
 */
export function parseDocuments(text: string): Piece[] {
  if (/^\s*[[{"]/.test(text)) {
    // Flow style YAML, and JSON that is cut off: the YAML parser tells.
    const documents = tryJson(text) ?? tryJsonValues(text)
    if (documents) return documents
  }
  const whole = parseYaml(text, 1)
  if (!whole.problem) return [whole]
  const parts = splitDocuments(text)
  if (parts.length < 2) return [whole]
  return parts.filter((part) => mentionsSecret(part.text)).map((part) => parseYaml(part.text, part.line))
}

function tryJson(text: string): Piece[] | undefined {
  try {
    return [{ text, line: 1, documents: [JSON.parse(text)], aliases: false }]
  } catch {
    return undefined
  }
}

/** JSON values in a row, each beginning on a line of its own, on one line or on many. */
function tryJsonValues(text: string): Piece[] | undefined {
  const pieces: Piece[] = []
  let open: { lines: string[]; line: number } | undefined
  for (const [index, content] of text.split('\n').entries()) {
    if (!open && content.trim() === '') continue
    open ??= { lines: [], line: index + 1 }
    open.lines.push(content)
    if (!/[}\]]\s{0,16}$/.test(content) || !mayEnd(open.lines[0] ?? '', content)) continue
    const [piece] = tryJson(open.lines.join('\n')) ?? []
    if (!piece) return undefined
    pieces.push({ ...piece, line: open.line })
    open = undefined
  }
  return open || pieces.length === 0 ? undefined : pieces
}

/** A value of many lines ends at the indentation at which it began; anything else is not worth a try. */
function mayEnd(first: string, last: string): boolean {
  return first === last || indentOf(first) === indentOf(last)
}

const indentOf = (line: string) => line.length - line.trimStart().length

function parseYaml(text: string, line: number): Piece {
  const plain = readPlainYaml(text)
  if (plain) return { text, line, documents: plain, aliases: false }
  const documents: unknown[] = []
  try {
    loadAll(text, (document) => documents.push(document))
    return { text, line, documents, aliases: text.includes('*') }
  } catch (error) {
    return { text, line, documents: [], aliases: false, problem: describe(error, line) }
  }
}

/** At the lines that part YAML documents. */
function splitDocuments(text: string): { text: string; line: number }[] {
  const parts: { text: string; line: number }[] = []
  if (!text.includes('---')) return parts
  let line = 1
  for (const part of text.split(/^(?=---(?:\s|$))/m)) {
    parts.push({ text: part, line })
    line += part.split('\n').length - 1
  }
  return parts
}

/** What js-yaml says, without the excerpt that its message has: that may hold a secret. */
function describe(error: unknown, line: number): Problem {
  if (error instanceof RangeError) return tooDeep
  // js-yaml takes any value for what its tag says: `!!binary` of a date.
  if (error instanceof TypeError) return { reason: 'a value is not what its tag says' }
  const { name, reason, mark } = error as { name?: unknown; reason?: unknown; mark?: { line?: unknown } }
  if (name !== 'YAMLException') throw error
  const at = typeof mark?.line === 'number' ? { line: mark.line + line } : {}
  return { reason: withoutQuotes(String(reason)), ...at }
}

/** Some reasons name a tag, an alias or a character in angle brackets or quotes: those are the text's own words. */
function withoutQuotes(reason: string): string {
  return reason.replace(/(["<]).{0,256}?[">]/g, '$1…').slice(0, 120)
}
