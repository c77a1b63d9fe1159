import { CORE_SCHEMA, load, Type } from 'js-yaml'
import { yamlProblem } from '../../lib/yaml-problem.js'
import { tooDeep } from './documents/split-json.js'
import type { Broken, RawDocument } from './documents/types.js'
import { deepest } from './documents/types.js'

/** `text` and `line`: from the first line on that is neither `---` nor a comment nor blank. */
export type ParsedDocument = { value: unknown; text: string; line: number } | Broken

/** The booleans of YAML 1.1, by which OLM's libraries read. */
const words = new Type('tag:yaml.org,2002:bool', {
  kind: 'scalar',
  resolve: (data: unknown) =>
    typeof data === 'string' && /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/.test(data),
  construct: (data: string) => /^(?:[yY]|on)/i.test(data),
})

const merge = new Type('tag:yaml.org,2002:merge', {
  kind: 'scalar',
  resolve: (data: unknown) => data === '<<',
})

/** Numbers and booleans by their look, dates as texts, merge keys followed. */
const schema = CORE_SCHEMA.extend({ implicit: [merge, words] })

/** The value of one document. Never throws for what stands in it. */
export function parseDocument({ style, bytes, line }: RawDocument): ParsedDocument {
  const whole = bytes.toString('utf8')
  if (style === 'yaml' && /^---[ \t]+[^#\s]/.test(whole))
    return broken('OLM reads nothing on the line of a ---', line)
  const [before = ''] = (style === 'yaml' && beginning.exec(whole)) || []
  const text = whole.slice(before.length)
  const start = line + before.split('\n').length - 1
  const value = /^\s*\{/.test(text) ? parseJson(text, start) : parseYaml(text, start)
  if (isBroken(value)) return value
  const excess = excessOf(value, text.length)
  return excess === undefined ? { value, text, line: start } : { broken: excess, line: start }
}

const beginning = /^(?:---[^\n]*(?:\n|$))?(?:[ \t\r]*(?:#[^\n]*)?\n)*/

const isBroken = (value: unknown): value is Broken =>
  typeof value === 'object' && value !== null && brokenOnes.has(value)

/** So that no document can look like one that is broken. */
const brokenOnes = new WeakSet()

function broken(reason: string, line: number): Broken {
  const result = { broken: reason, line }
  brokenOnes.add(result)
  return result
}

function parseJson(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // YAML in the shape of JSON, which OLM reads too; and its parser tells the line of what is wrong.
    return parseYaml(text, line)
  }
}

function parseYaml(text: string, line: number): unknown {
  try {
    return load(text, { schema, json: true })
  } catch (error) {
    if (error instanceof RangeError) return broken(tooDeep, line)
    const problem = yamlProblem(error)
    if (!problem) throw error
    return broken(problem.reason, line + (problem.line ?? 1) - 1)
  }
}

/** Room for a few anchors that are used a few times. */
const growth = 10

/** Why the value is more than its text: aliases multiply, so that a small file may fill the memory. */
function excessOf(value: unknown, length: number): string | undefined {
  let left = Math.max(100_000, length * growth)
  const stack: [unknown, number][] = [[value, 0]]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node, depth] = next
    if (depth > deepest) return tooDeep
    left -= typeof node === 'string' ? node.length + 1 : 1
    if (left < 0) return `its aliases make it more than ${growth} times as large as it is`
    if (typeof node !== 'object' || node === null) continue
    for (const [key, child] of Object.entries(node)) {
      left -= key.length
      stack.push([child, depth + 1])
    }
  }
  return undefined
}
