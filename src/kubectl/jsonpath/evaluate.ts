import { KubectlError } from '../errors.js'
import { goJson } from '../print/go-json.js'
import type { Node, Operand, Path, Step } from './types.js'

/** Writes what a template says of a value; missing keys write nothing. Throws KubectlError for an index that is out of bounds. */
export function render(nodes: readonly Node[], current: unknown, root: unknown): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value
      if (node.type === 'path') return evaluate(node.path, current, root).map(toText).join(' ')
      return evaluate(node.path, current, root)
        .map((item) => render(node.body, item, root))
        .join('')
    })
    .join('')
}

/** The values that a path finds. */
export function evaluate({ fromRoot, steps }: Path, current: unknown, root: unknown): unknown[] {
  return follow(steps, [fromRoot ? root : current], root)
}

function follow(steps: readonly Step[], start: unknown[], root: unknown): unknown[] {
  return steps.reduce<unknown[]>((values, step) => {
    // Every value of one member comes before those of the next.
    if (step.type === 'union') return step.members.flatMap((member) => follow(member, values, root))
    return values.flatMap((value) => apply(step, value, root))
  }, start)
}

function apply(step: SingleStep, value: unknown, root: unknown): unknown[] {
  if (value === null || value === undefined) return []
  if (step.type === 'field') return isMap(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : []
  if (step.type === 'wildcard') return Array.isArray(value) ? value : isMap(value) ? Object.values(value) : []
  if (step.type === 'recursive') return descendants(value)
  if (!Array.isArray(value))
    throw new KubectlError(`error executing jsonpath: ${typeof value} is not array or slice`)
  if (step.type === 'index') return [at(value, step.index)]
  if (step.type === 'slice') return slice(value, step)
  return value.filter((item) => holds(step, item, root))
}

function at(values: unknown[], index: number): unknown {
  const position = index < 0 ? values.length + index : index
  if (position >= 0 && position < values.length) return values[position]
  throw new KubectlError(
    `error executing jsonpath: Error executing template: array index out of bounds: index ${index}, length ${values.length}`,
  )
}

function slice(values: unknown[], { start = 0, end, step }: Extract<Step, { type: 'slice' }>): unknown[] {
  return values.slice(start, end).filter((_, index) => index % Math.max(step, 1) === 0)
}

function descendants(value: unknown): unknown[] {
  if (value === null || typeof value !== 'object') return []
  return [value, ...Object.values(value).flatMap(descendants)]
}

type SingleStep = Exclude<Step, { type: 'union' }>
type Filter = Extract<Step, { type: 'filter' }>

const comparisons: Record<string, (a: string | number, b: string | number) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function holds({ left, operator, right }: Filter, item: unknown, root: unknown): boolean {
  const found = operand(left, item, root)
  if (right === undefined) return found.length > 0
  const wanted = operand(right, item, root)
  const compare = comparisons[operator]
  if (found.length === 0 || wanted.length === 0 || !compare) return false
  const [a, b] = [found[0], wanted[0]]
  return typeof a === 'number' && typeof b === 'number' ? compare(a, b) : compare(toText(a), toText(b))
}

function operand(side: Operand, item: unknown, root: unknown): unknown[] {
  return side.type === 'literal' ? [side.value] : evaluate(side.path, item, root)
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return goJson(value)
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
