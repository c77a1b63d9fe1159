import { KubectlError } from '../errors.js'
import type { Operand, Path, Step } from './types.js'

/** Parses `.a.b[0]`, `$..a`, `@.x`, `.items[?(@.a=="b")].c`. Throws KubectlError. */
export function parsePath(text: string): Path {
  const reader = new Reader(text)
  const steps: Step[] = []
  const fromRoot = reader.take('$')
  if (!fromRoot) reader.take('@')
  while (!reader.done) {
    if (reader.take('..')) {
      steps.push({ type: 'recursive' })
      if (!reader.peek('[')) steps.push(reader.field())
    } else if (reader.take('.')) {
      // A single `.` is the whole object.
      if (!reader.done && !reader.peek('[')) steps.push(reader.field())
    } else if (reader.take('[')) steps.push(parseBracket(reader.untilBracket(), text))
    else if (steps.length === 0) steps.push(reader.field())
    else throw unrecognized(text)
  }
  return { fromRoot, steps }
}

function unrecognized(text: string): KubectlError {
  return new KubectlError(`error parsing jsonpath {${text}}, unrecognized identifier ${text}`)
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get done(): boolean {
    return this.#at >= this.#text.length
  }

  peek(text: string): boolean {
    return this.#text.startsWith(text, this.#at)
  }

  take(text: string): boolean {
    if (!this.peek(text)) return false
    this.#at += text.length
    return true
  }

  field(): Step {
    const match = /(?:\\.|[^.,[\]$@{}\s\\])+/y
    match.lastIndex = this.#at
    const raw = match.exec(this.#text)?.[0]
    if (raw === undefined) throw unrecognized(this.#text)
    this.#at += raw.length
    return raw === '*' ? { type: 'wildcard' } : { type: 'field', name: raw.replace(/\\(.)/g, '$1') }
  }

  /** What stands between the bracket that was taken and the one that closes it. */
  untilBracket(): string {
    const start = this.#at
    let depth = 1
    let quote = ''
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at] ?? ''
      if (char === '\\') this.#at++
      else if (quote !== '') quote = char === quote ? '' : quote
      else if (char === '"' || char === "'") quote = char
      else if (char === '[') depth++
      else if (char === ']' && --depth === 0) return this.#text.slice(start, this.#at++)
    }
    throw new KubectlError(`error parsing jsonpath {${this.#text}}, unterminated array`)
  }
}

function parseBracket(inner: string, whole: string): Step {
  const text = inner.trim()
  if (text === '*') return { type: 'wildcard' }
  if (text.startsWith('?(') && text.endsWith(')')) return parseFilter(text.slice(2, -1), whole)
  const [first = '', ...others] = splitCommas(text).map((member) => member.trim())
  if (others.length === 0) return parseMember(first, whole)
  return { type: 'union', members: [first, ...others].map((member) => parseUnionMember(member, whole)) }
}

function splitCommas(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,])+/g) ?? ['']
}

/** In a union `'metadata.name'` is a path, where alone it would be one key. */
function parseUnionMember(text: string, whole: string): Step[] {
  return /^(['"]).*\1$/s.test(text) ? parsePath(`.${text.slice(1, -1)}`).steps : [parseMember(text, whole)]
}

function parseMember(text: string, whole: string): Step {
  if (/^(['"]).*\1$/s.test(text)) return { type: 'field', name: text.slice(1, -1).replace(/\\(.)/g, '$1') }
  const slice = /^(-?\d+)?(?::(-?\d+)?(?::(-?\d+)?)?)?$/.exec(text)
  if (!slice || text === '')
    throw new KubectlError(`error parsing jsonpath {${whole}}, invalid array index ${text}`)
  const number = (value: string | undefined) => (value === undefined ? undefined : Number(value))
  if (!text.includes(':')) return { type: 'index', index: Number(slice[1]) }
  return { type: 'slice', start: number(slice[1]), end: number(slice[2]), step: number(slice[3]) ?? 1 }
}

function parseFilter(text: string, whole: string): Step {
  const match = /^((?:"[^"]*"|'[^']*'|[^!<>=])+?)\s*(==|!=|<=|>=|<|>)\s*(.+)$/s.exec(text.trim())
  if (!match)
    return { type: 'filter', left: parseOperand(text.trim(), whole), operator: 'exists', right: undefined }
  const [, left = '', operator = '', right = ''] = match
  return {
    type: 'filter',
    left: parseOperand(left.trim(), whole),
    operator,
    right: parseOperand(right.trim(), whole),
  }
}

function parseOperand(text: string, whole: string): Operand {
  if (/^(['"]).*\1$/s.test(text)) return { type: 'literal', value: text.slice(1, -1).replace(/\\(.)/g, '$1') }
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { type: 'literal', value: Number(text) }
  if (text === 'true' || text === 'false') return { type: 'literal', value: text === 'true' }
  if (/^[.@$]/.test(text)) return { type: 'path', path: parsePath(text) }
  throw unrecognized(whole)
}
