import { mentionsSecret } from '../../elide/index.js'
import { parseYaml } from './parse-yaml.js'
import type { Piece } from './piece.js'

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
