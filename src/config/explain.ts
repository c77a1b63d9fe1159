import type { ErrorObject } from 'ajv/dist/2020.js'
import { nearest } from '../lib/nearest.js'
import type { ConfigDocument, DocumentPath, Found } from './document.js'
import { formats } from './formats.js'
import type { ConfigProblem } from './problem.js'
import { bestBranches } from './union.js'

/** The validator's errors in words, at their places in the file. */
export function explain(document: ConfigDocument, errors: readonly ErrorObject[]): ConfigProblem[] {
  return bestBranches(errors).map((error) => {
    const path = pathOf(document.value, error.instancePath)
    const words = keywords[error.keyword] ?? otherwise
    return document.problem({ path, ...words(error, path, document) })
  })
}

type Words = Omit<Found, 'path'> & { path?: DocumentPath }
type Explain = (error: ErrorObject, path: DocumentPath, document: ConfigDocument) => Words

const keywords: Record<string, Explain> = {
  additionalProperties(error, path) {
    const key = String(error.params.additionalProperty)
    const known = Object.keys(propertiesOf(error))
    return {
      path: [...path, key],
      atKey: true,
      message: `unknown key "${key}"`,
      expected: known.length > 0 ? `one of ${known.join(', ')}` : undefined,
      nearest: nearest(key, known),
    }
  },
  required(error, path) {
    const key = String(error.params.missingProperty)
    const description = propertiesOf(error)[key]?.description
    return { path: [...path, key], message: `"${key}" is missing`, expected: description }
  },
  type(error, path, document) {
    const wanted = String(error.params.type)
    const found = nameOfType(error.data)
    const source = document.source(path)
    const isUnquoted =
      wanted === 'string' && ['a number', 'true or false'].includes(found) && source !== undefined
    return {
      message: `must be ${article(wanted)}, is ${found}`,
      expected: isUnquoted ? `it in quotes: "${source}"` : descriptionOf(error),
    }
  },
  enum: (error) => oneOf(error, error.params.allowedValues as string[]),
  const: (error) => oneOf(error, [String(error.params.allowedValue)]),
  anyOf: (error) => ({
    message: `does not fit, is ${nameOfType(error.data)}`,
    expected: descriptionOf(error),
  }),
  format(error) {
    const format = String(error.params.format)
    return { message: `${quoted(error.data)} is not valid`, expected: formats[format]?.expected ?? format }
  },
  pattern: (error) => ({
    message: `${quoted(error.data)} is not valid`,
    expected: descriptionOf(error) ?? `text that matches ${String(error.params.pattern)}`,
  }),
  propertyNames: (error, path) => ({
    path: [...path, String(error.params.propertyName)],
    atKey: true,
    message: `"${String(error.params.propertyName)}" is not a valid key`,
  }),
  minLength: () => ({ message: 'must not be empty' }),
  minItems: () => ({ message: 'must have at least one item' }),
  minProperties: () => ({ message: 'must have at least one key' }),
  uniqueItems(error, path) {
    const { i, j } = error.params as { i: number; j: number }
    return { path: [...path, Math.max(i, j)], message: `is the same as item ${Math.min(i, j) + 1}` }
  },
  minimum: (error) => ({
    message: `must be at least ${String(error.params.limit)}, is ${String(error.data)}`,
  }),
  maximum: (error) => ({
    message: `must be at most ${String(error.params.limit)}, is ${String(error.data)}`,
  }),
}

const otherwise: Explain = (error) => ({
  message: error.message ?? 'is not valid',
  expected: descriptionOf(error),
})

function oneOf(error: ErrorObject, allowed: readonly string[]): Words {
  const found = typeof error.data === 'string' ? error.data : undefined
  return {
    message: `must be ${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}, is ${quoted(error.data)}`,
    nearest: found === undefined || allowed.length < 2 ? undefined : nearest(found, allowed),
  }
}

interface PropertySchema {
  description?: string
}

function propertiesOf(error: ErrorObject): Record<string, PropertySchema> {
  return (error.parentSchema?.properties ?? {}) as Record<string, PropertySchema>
}

function descriptionOf(error: ErrorObject): string | undefined {
  const description = (error.parentSchema as PropertySchema | undefined)?.description
  return description === undefined || description === '' ? undefined : description
}

function quoted(value: unknown): string {
  if (typeof value !== 'string') return nameOfType(value)
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value)
}

const articles: Record<string, string> = {
  string: 'text',
  object: 'a mapping',
  array: 'a list',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function article(type: string): string {
  return articles[type] ?? type
}

function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  return article(Array.isArray(value) ? 'array' : typeof value)
}

/** A JSON pointer as a path; a step into a list becomes a number. */
function pathOf(value: unknown, pointer: string): (string | number)[] {
  let current = value
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => {
      const isIndex = Array.isArray(current)
      current = (current as Record<string, unknown> | undefined)?.[part]
      return isIndex ? Number(part) : part
    })
}
