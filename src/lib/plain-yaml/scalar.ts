import { load } from 'js-yaml'
import type { Cursor } from './cursor.js'
import { leaveLine, nextLine } from './cursor.js'
import { readLiteral } from './literal.js'

/** A value that begins on the line of its key or dash, which stands at `indent`; `undefined` for what is not read here. */
export function readScalar(cursor: Cursor, indent: number): unknown {
  const { text, at } = cursor
  switch (text[at]) {
    case '"':
      return readQuoted(cursor, doubleQuoted, inDoubleQuotes)
    case "'":
      return readQuoted(cursor, singleQuoted, inSingleQuotes)
    case '|':
      return readLiteral(cursor, indent)
    case '{':
      return text[at + 1] === '}' && leaveLine(cursor, at + 2) ? {} : undefined
    case '[':
      return text[at + 1] === ']' && leaveLine(cursor, at + 2) ? [] : undefined
    default:
      return readPlain(cursor, indent)
  }
}

const doubleQuoted = /"[^"\\]*(?:\\[^][^"\\]*){0,1000000}"/y
const singleQuoted = /'[^']*(?:''[^']*){0,1000000}'/y

function readQuoted(cursor: Cursor, quoted: RegExp, read: (token: string) => unknown): unknown {
  const { text, at } = cursor
  quoted.lastIndex = at
  if (!quoted.test(text)) return undefined
  const end = quoted.lastIndex
  return leaveLine(cursor, end) ? read(text.slice(at, end)) : undefined
}

function inSingleQuotes(token: string): unknown {
  return token.includes('\n') ? readAlone(token) : token.slice(1, -1).replaceAll("''", "'")
}

/** The escapes of JSON mean the same in YAML, which has more of them. */
function inDoubleQuotes(token: string): unknown {
  if (token.includes('\n')) return readAlone(token)
  if (!token.includes('\\')) return token.slice(1, -1)
  try {
    return JSON.parse(token)
  } catch {
    return readAlone(token)
  }
}

/** What no text without quotes begins with. */
const indicator = /[\n?:,[\]{}#&*!|>'"%@`]|-[ \n]/y
/** A key, a comment, or what nobody writes. */
const more = /:(?:\s|$)|\s#|\t/
/** What may be a number, a date, a truth value or nothing. */
const mayBeNoText =
  /^(?:[-+]?(?:[\d._]+(?:e[-+]?\d+)?|0[box][\da-f_]+|\.(?:inf|nan))$|\d{4}-\d\d?-\d|(?:~|null|true|false)$)/i

function readPlain(cursor: Cursor, indent: number): unknown {
  const { text, at } = cursor
  indicator.lastIndex = at
  if (indicator.test(text)) return undefined
  let end = text.indexOf('\n', at)
  nextLine(cursor, end)
  const isFolded = cursor.column > indent
  while (cursor.column > indent) {
    end = text.indexOf('\n', cursor.at)
    nextLine(cursor, end)
  }
  while (text[end - 1] === ' ') end--
  const token = text.slice(at, end)
  if (more.test(token)) return undefined
  if (isFolded) return readAlone(token)
  if (!mayBeNoText.test(token)) return token
  return /^(?:0|-?[1-9]\d{0,14})$/.test(token) ? Number(token) : readAlone(token)
}

/** What is rare goes to the parser of everything: indented, as what stands at the margin may part documents. */
function readAlone(token: string): unknown {
  try {
    return load(` ${token}`)
  } catch {
    return undefined
  }
}
