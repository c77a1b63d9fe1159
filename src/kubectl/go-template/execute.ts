import { functions } from './functions.js'
import { TemplateError } from './template-error.js'
import { goText } from '../print/go-text.js'
import { isTrue } from './truth.js'
import type { Node, Operand, Pipeline } from './types.js'

/** The variables of one block; an inner block sees those around it. */
class Scope {
  readonly #values = new Map<string, unknown>()
  readonly #outer: Scope | undefined

  constructor(outer?: Scope) {
    this.#outer = outer
  }

  declare(name: string, value: unknown): void {
    this.#values.set(name, value)
  }

  assign(name: string, value: unknown): void {
    if (this.#values.has(name)) this.#values.set(name, value)
    else if (this.#outer) this.#outer.assign(name, value)
    else throw new TemplateError(`undefined variable "$${name}"`)
  }

  get(name: string): unknown {
    if (this.#values.has(name)) return this.#values.get(name)
    if (this.#outer) return this.#outer.get(name)
    throw new TemplateError(`undefined variable "$${name}"`)
  }
}

/** Fills a template in. Throws TemplateError. */
export function execute(nodes: readonly Node[], value: unknown): string {
  const scope = new Scope()
  scope.declare('', value)
  return run(nodes, value, scope)
}

function run(nodes: readonly Node[], dot: unknown, scope: Scope): string {
  return nodes.map((node) => runNode(node, dot, scope)).join('')
}

function runNode(node: Node, dot: unknown, scope: Scope): string {
  if (node.type === 'text') return node.value
  if (node.type === 'output') {
    const value = evaluate(node.pipeline, dot, scope)
    return node.pipeline.assign ? '' : value === undefined ? '<no value>' : goText(value)
  }
  const inner = new Scope(scope)
  const value = evaluate(node.pipeline, dot, inner)
  if (node.type === 'range') return runRange(node, value, dot, inner)
  if (!isTrue(value)) return run(node.otherwise, dot, inner)
  return run(node.then, node.type === 'with' ? value : dot, inner)
}

function runRange(
  node: Extract<Node, { type: 'range' }>,
  value: unknown,
  dot: unknown,
  scope: Scope,
): string {
  const entries = entriesOf(value)
  if (entries.length === 0) return run(node.otherwise, dot, scope)
  return entries
    .map(([key, item]) => {
      const inner = new Scope(scope)
      if (node.key !== undefined) inner.declare(node.key, key)
      if (node.item !== undefined) inner.declare(node.item, item)
      return run(node.then, item, inner)
    })
    .join('')
}

function entriesOf(value: unknown): [string | number, unknown][] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.map((item, index) => [index, item])
  if (typeof value === 'object') return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  if (typeof value === 'number') return Array.from({ length: value }, (_, index) => [index, index])
  throw new TemplateError(`range can't iterate over ${goText(value)}`)
}

function evaluate({ assign, calls }: Pipeline, dot: unknown, scope: Scope): unknown {
  let value: unknown
  calls.forEach((call, index) => {
    value = evaluateCall(call, dot, scope, index === 0 ? [] : [value])
  })
  if (assign?.declare) scope.declare(assign.name, value)
  else if (assign) scope.assign(assign.name, value)
  return value
}

function evaluateCall([head, ...rest]: Operand[], dot: unknown, scope: Scope, piped: unknown[]): unknown {
  if (head === undefined) throw new TemplateError('missing value for command')
  if (head.type !== 'function') {
    if (rest.length + piped.length > 0) throw new TemplateError("can't give argument to non-function")
    return operand(head, dot, scope)
  }
  const call = functions[head.name]
  if (!call) throw new TemplateError(`function "${head.name}" not defined in this small client`)
  return call([...rest.map((one) => operand(one, dot, scope)), ...piped])
}

function operand(one: Operand, dot: unknown, scope: Scope): unknown {
  if (one.type === 'literal') return one.value
  if (one.type === 'function') return evaluateCall([one], dot, scope, [])
  const base =
    one.base === 'dot'
      ? dot
      : 'variable' in one.base
        ? scope.get(one.base.variable)
        : evaluate(one.base.pipeline, dot, scope)
  return one.fields.reduce(field, base)
}

function field(value: unknown, name: string): unknown {
  if (value === null || value === undefined) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new TemplateError(
      `can't evaluate field ${name} in type ${Array.isArray(value) ? '[]interface {}' : typeof value}`,
    )
  }
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}
