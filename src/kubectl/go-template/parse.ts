import { TemplateError } from './template-error.js'
import { segments, tokens, type Segment } from './lex.js'
import type { Node, Operand, Pipeline } from './types.js'

/** Parses a template. Throws TemplateError for what is none, or not supported. */
export function parse(source: string): Node[] {
  const queue = segments(source)
  const { nodes, stop } = parseNodes(queue)
  if (stop !== undefined) throw new TemplateError(`unexpected {{${stop}}}`)
  return nodes
}

/** Reads until the end, or until an `end` or `else` that closes the block; that action is given as `stop`. */
function parseNodes(queue: Segment[]): { nodes: Node[]; stop: string | undefined } {
  const nodes: Node[] = []
  for (let segment = queue.shift(); segment !== undefined; segment = queue.shift()) {
    if (!segment.action) {
      nodes.push({ type: 'text', value: segment.text })
      continue
    }
    const word = /^\w+/.exec(segment.text)?.[0]
    if (word === 'end' || word === 'else') return { nodes, stop: segment.text }
    nodes.push(parseAction(segment.text, word, queue))
  }
  return { nodes, stop: undefined }
}

function parseAction(text: string, word: string | undefined, queue: Segment[]): Node {
  if (word === 'if' || word === 'with') {
    return { type: word, pipeline: parsePipeline(tokens(text.slice(word.length))), ...parseBranches(queue) }
  }
  if (word === 'range') return parseRange(text, queue)
  if (word !== undefined && ['define', 'template', 'block', 'break', 'continue'].includes(word)) {
    throw new TemplateError(`{{${word}}} is not supported by this small client`)
  }
  return { type: 'output', pipeline: parsePipeline(tokens(text)) }
}

function parseRange(text: string, queue: Segment[]): Node {
  const words = tokens(text.slice('range'.length))
  const define = words.indexOf(':=')
  const names = define < 0 ? [] : words.slice(0, define).filter((word) => word !== ',')
  const [first, second] = names
  return {
    type: 'range',
    key: second === undefined ? undefined : first?.slice(1),
    item: (second ?? first)?.slice(1),
    pipeline: parsePipeline(words.slice(define + 1)),
    ...parseBranches(queue),
  }
}

function parseBranches(queue: Segment[]): { then: Node[]; otherwise: Node[] } {
  const { nodes: then, stop } = parseNodes(queue)
  if (stop === undefined) throw new TemplateError('unexpected EOF')
  if (!stop.startsWith('else')) return { then, otherwise: [] }
  const chained = stop.slice('else'.length).trim()
  if (chained !== '') return { then, otherwise: [parseAction(chained, /^\w+/.exec(chained)?.[0], queue)] }
  const { nodes: otherwise, stop: end } = parseNodes(queue)
  if (end !== 'end') throw new TemplateError('unexpected EOF')
  return { then, otherwise }
}

function parsePipeline(words: string[]): Pipeline {
  const operator = words[1]
  const assign =
    words[0]?.startsWith('$') && (operator === ':=' || operator === '=')
      ? { name: words[0].slice(1), declare: operator === ':=' }
      : undefined
  const queue = assign ? words.slice(2) : [...words]
  const pipeline = { assign, calls: parseCalls(queue) }
  if (queue.length > 0) throw new TemplateError(`unexpected ${queue[0] ?? ''}`)
  return pipeline
}

/** Reads calls until a closing parenthesis, which stays. */
function parseCalls(queue: string[]): Operand[][] {
  const calls: Operand[][] = [[]]
  while (queue.length > 0 && !queue[0]?.startsWith(')')) {
    const word = queue.shift() ?? ''
    if (word === '|') calls.push([])
    else calls.at(-1)?.push(word === '(' ? parseGroup(queue) : parseOperand(word))
  }
  if (calls.some((call) => call.length === 0)) throw new TemplateError('missing value for command')
  return calls
}

function parseGroup(queue: string[]): Operand {
  const calls = parseCalls(queue)
  if (queue.shift() !== ')') throw new TemplateError('unclosed left paren')
  const fields = queue[0]?.startsWith(').') ? (queue.shift() ?? '').slice(2).split('.') : []
  return { type: 'path', base: { pipeline: { assign: undefined, calls } }, fields }
}

function parseOperand(word: string): Operand {
  if (word.startsWith('"')) return { type: 'literal', value: JSON.parse(word.replace(/\\'/g, "'")) as string }
  if (word.startsWith('`')) return { type: 'literal', value: word.slice(1, -1) }
  if (/^-?\d/.test(word)) return { type: 'literal', value: Number(word) }
  if (word === 'true' || word === 'false') return { type: 'literal', value: word === 'true' }
  if (word === 'nil') return { type: 'literal', value: null }
  if (word.startsWith('.'))
    return { type: 'path', base: 'dot', fields: word.split('.').filter((field) => field !== '') }
  if (word.startsWith('$')) {
    const [variable = '', ...fields] = word.slice(1).split('.')
    return { type: 'path', base: { variable }, fields }
  }
  if (/^\w+$/.test(word)) return { type: 'function', name: word }
  throw new TemplateError(`unexpected ${word}`)
}
