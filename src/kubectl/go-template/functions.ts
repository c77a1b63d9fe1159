import { goText } from '../print/go-text.js'
import { isTrue } from './truth.js'
import { TemplateError } from './template-error.js'
import { sprintf } from './sprintf.js'

type Call = (args: unknown[]) => unknown

const compare =
  (holds: (a: number | string, b: number | string) => boolean): Call =>
  ([a, b]) => {
    if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string'))
      throw new TemplateError('incompatible types for comparison')
    return holds(a, b as typeof a)
  }

/** The functions of text/template, and the three that kubectl adds. */
export const functions: Record<string, Call> = {
  and: (args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1),
  or: (args) => args.find((arg) => isTrue(arg)) ?? args.at(-1),
  not: ([value]) => !isTrue(value),
  eq: ([first, ...others]) => others.some((other) => equal(first, other)),
  ne: ([a, b]) => !equal(a, b),
  lt: compare((a, b) => a < b),
  le: compare((a, b) => a <= b),
  gt: compare((a, b) => a > b),
  ge: compare((a, b) => a >= b),
  len: ([value]) => length(value),
  index: ([value, ...keys]) => keys.reduce(index, value),
  print: (args) => args.map(goText).join(''),
  println: (args) => `${args.map(goText).join(' ')}\n`,
  printf: ([format, ...args]) => sprintf(String(format), args),
  js: ([value]) => JSON.stringify(goText(value)).slice(1, -1),
  html: ([value]) => goText(value).replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`),
  urlquery: ([value]) => encodeURIComponent(goText(value)),
  exists: ([value, ...keys]) => keys.reduce(index, value) !== undefined,
  base64decode: ([value]) => Buffer.from(goText(value), 'base64').toString('utf8'),
  parseToUnix: ([value]) => Math.floor(Date.parse(goText(value)) / 1000),
}

function equal(a: unknown, b: unknown): boolean {
  return a === b || (a === undefined && b === null) || (a === null && b === undefined)
}

function length(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value))
    return Buffer.isBuffer(value) ? 0 : typeof value === 'string' ? Buffer.byteLength(value) : value.length
  if (value !== null && typeof value === 'object') return Object.keys(value).length
  throw new TemplateError('error calling len: nil or not a list')
}

function index(value: unknown, key: unknown): unknown {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value))
    return Object.hasOwn(value, String(key)) ? (value as Record<string, unknown>)[String(key)] : undefined
  const position = Number(key)
  if (position in value) return value[position] as unknown
  throw new TemplateError(`error calling index: reflect: slice index out of range: ${goText(key)}`)
}
