import { TemplateError } from './template-error.js'

export interface Segment {
  action: boolean
  text: string
}

/** Splits a template into text and `{{ actions }}`; `{{-` and `-}}` take the white space around them away. */
export function segments(source: string): Segment[] {
  const parts: Segment[] = []
  const pattern =
    /\{\{(-\s)?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'|\/\*[\s\S]*?\*\/|[^"`'])*?)(\s-)?\}\}/g
  let position = 0
  let trimNext = false
  for (const match of source.matchAll(pattern)) {
    push(parts, source.slice(position, match.index), trimNext, match[1] !== undefined)
    const action = (match[2] ?? '').trim()
    if (!action.startsWith('/*')) parts.push({ action: true, text: action })
    position = match.index + match[0].length
    trimNext = match[3] !== undefined
  }
  const rest = source.slice(position)
  if (rest.includes('{{')) throw new TemplateError('unclosed action')
  push(parts, rest, trimNext, false)
  return parts
}

function push(parts: Segment[], raw: string, trimStart: boolean, trimEnd: boolean): void {
  const start = trimStart ? raw.trimStart() : raw
  const text = trimEnd ? start.trimEnd() : start
  if (text !== '') parts.push({ action: false, text })
}

/** The words of an action. */
export function tokens(action: string): string[] {
  const pattern =
    /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)'|:=|[|(),=]|\$[A-Za-z0-9_]*(?:\.[A-Za-z_]\w*)*|(?:\.[A-Za-z_]\w*)+|\.|-?\d+(?:\.\d+)?|[A-Za-z_]\w*/y
  const found: string[] = []
  while (pattern.lastIndex < action.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(action)
    if (!match) throw new TemplateError(`unexpected ${JSON.stringify(action.slice(at, at + 10))} in action`)
    if (match[0].trim() !== '') {
      // A field right after a parenthesis belongs to it; one after a space is an argument of its own.
      const glued = match[0].startsWith('.') && match[0].length > 1 && action[at - 1] === ')'
      found.push(glued ? `)${match[0]}` : match[0])
    }
  }
  return found
}
