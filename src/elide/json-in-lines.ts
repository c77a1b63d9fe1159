import { mentionsSecret } from './embedded.js'

/** An object of JSON in a line of something else, as programs log them. */
export interface JsonInLine {
  value: unknown
  /** 1-based. */
  line: number
}

/** How often a line is taken out of its escapes: a program logs what it was given as a string, which may hold a string. */
const mostEscaped = 4

/**
 * The objects of JSON that speak of Secrets in a text that is no JSON as a whole, each in one line: those that are in no other
 * one, or of one that is cut off what is whole in it.
 */
export function jsonInLines(text: string): JsonInLine[] {
  const found: JsonInLine[] = []
  let line = 0
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    line++
    for (const value of objectsIn(text.slice(start, end))) found.push({ value, line })
    start = end + 1
  }
  return found
}

function objectsIn(line: string): unknown[] {
  if (!mentionsSecret(line)) return []
  for (let content = line, times = 0; content.includes('{') && times <= mostEscaped; times++) {
    const values = closedIn(content)
      .map(({ start, end }) => content.slice(start, end))
      .filter(mentionsSecret)
      .flatMap(parsed)
    if (values.length > 0 || !content.includes('\\')) return values
    content = content.replace(/\\(["\\/])/g, '$1')
  }
  return []
}

function parsed(json: string): unknown[] {
  try {
    return [JSON.parse(json)]
  } catch {
    // Braces are not JSON's alone.
    return []
  }
}

interface Range {
  start: number
  end: number
}

/** What may begin an object: other braces have no name behind them. */
const beginning = /\{\s{0,8}"/g
const structure = /["\\{}]/g

/** Where braces are closed that are in no others which are, once over the line. */
function closedIn(line: string): Range[] {
  const closed: Range[] = []
  const open: number[] = []
  let inString = false
  for (let at = 0; ;) {
    const next = open.length === 0 ? beginning : structure
    next.lastIndex = at
    const found = next.exec(line)
    if (!found) return closed
    const character = line[found.index]
    at = found.index + 1
    if (character === '\\') at++
    else if (character === '"') inString = !inString
    else if (inString) continue
    else if (character === '{') open.push(found.index)
    else {
      const start = open.pop() as number
      while ((closed.at(-1)?.start ?? -1) > start) closed.pop()
      closed.push({ start, end: at })
    }
  }
}
