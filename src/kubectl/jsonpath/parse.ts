import { KubectlError } from '../errors.js'
import { parsePath } from './parse-path.js'
import type { Node } from './types.js'

/** Parses a template: text, and expressions in braces. Throws KubectlError. */
export function parseTemplate(template: string): Node[] {
  const root: Node[] = []
  const open: Node[][] = [root]
  for (const part of splitBraces(template)) {
    const target = open.at(-1) ?? root
    if (!part.braced) {
      target.push({ type: 'text', value: part.text })
      continue
    }
    for (const word of words(part.text)) {
      const current = open.at(-1) ?? root
      if (word === 'end') {
        if (open.length === 1) throw bad(template, 'not in range, nothing to end')
        open.pop()
      } else if (word.startsWith('range ')) {
        const body: Node[] = []
        current.push({ type: 'range', path: parsePath(word.slice(6).trim()), body })
        open.push(body)
      } else if (/^["']/.test(word)) current.push({ type: 'text', value: unquote(word) })
      else current.push({ type: 'path', path: parsePath(word) })
    }
  }
  if (open.length > 1) throw bad(template, 'unclosed range')
  return root
}

function bad(template: string, reason: string): KubectlError {
  return new KubectlError(`error parsing jsonpath ${template}, ${reason}`)
}

function splitBraces(template: string): { braced: boolean; text: string }[] {
  const parts: { braced: boolean; text: string }[] = []
  let position = 0
  while (position < template.length) {
    const open = template.indexOf('{', position)
    if (open !== position)
      parts.push({ braced: false, text: template.slice(position, open < 0 ? undefined : open) })
    if (open < 0) break
    const close = closingBrace(template, open)
    if (close < 0) throw bad(template, 'unclosed action')
    parts.push({ braced: true, text: template.slice(open + 1, close) })
    position = close + 1
  }
  return parts
}

function closingBrace(template: string, open: number): number {
  let quote = ''
  for (let at = open + 1; at < template.length; at++) {
    const char = template[at] ?? ''
    if (char === '\\') at++
    else if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '}') return at
  }
  return -1
}

/** Splits `.a .b "\n"` at the spaces that are in no quote and no bracket; `range` keeps its path. */
function words(text: string): string[] {
  const found =
    text.match(
      /(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\]])*\]|\\.|[^\s"'[])+/gs,
    ) ?? []
  const joined: string[] = []
  for (let index = 0; index < found.length; index++) {
    const word = found[index] ?? ''
    if (word === 'range') joined.push(`range ${found[++index] ?? ''}`)
    else joined.push(...splitLiterals(word))
  }
  return joined
}

/** `.a"\t".b` is three words. */
function splitLiterals(word: string): string[] {
  return (
    word.match(
      /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:\[(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\]])*\]|\\.|[^"'[])+/gs,
    ) ?? []
  )
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" }

export function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, (whole, char: string) => escapes[char] ?? whole)
}
