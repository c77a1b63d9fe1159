import { isRecord, type Json } from '../store/json.js'
import type { FieldType, Scalar } from './fields.js'
import { fieldsByName } from './index.js'

/** Holds a JSON object against a message's fields: leaves unknown ones out, names them, and finds values of a wrong type. */
export interface Conformed {
  value: Json
  /** Paths of what the message does not have: `spec.containers[0].imag`. */
  unknown: string[]
  /** The first value of a wrong type, in Go's words. */
  mistyped: string | undefined
}

export function conform(messageId: string, value: Json): Conformed {
  const result: Conformed = { value: {}, unknown: [], mistyped: undefined }
  const { apiVersion, kind, ...rest } = value
  result.value = { apiVersion, kind, ...record(messageId, rest, '', result) }
  return result
}

function record(messageId: string, value: Json, path: string, result: Conformed): Json {
  const fields = fieldsByName(messageId)
  const kept: Json = {}
  for (const [key, inner] of Object.entries(value)) {
    const field = fields.get(key)
    const at = path === '' ? key : `${path}.${key}`
    if (field) kept[key] = checked(field.type, inner, at, result, messageId)
    else result.unknown.push(at)
  }
  return kept
}

function checked(type: FieldType, value: unknown, path: string, result: Conformed, owner: string): unknown {
  if (value === null || value === undefined) return value
  switch (type.kind) {
    case 'scalar':
      if (!accepts[type.scalar](value)) mistyped(value, goTypes[type.scalar], path, result, owner)
      return value
    case 'message':
      if (isRecord(value)) return record(type.message, value, path, result)
      mistyped(value, type.message.replace(/^.*\./, 'v1.'), path, result, owner)
      return value
    case 'list':
      if (Array.isArray(value))
        return value.map((item, i) => checked(type.of, item, `${path}[${i}]`, result, owner))
      mistyped(value, '[]', path, result, owner)
      return value
    case 'map':
      if (!isRecord(value)) mistyped(value, 'map[string]string', path, result, owner)
      else
        for (const [key, inner] of Object.entries(value))
          checked(type.of, inner, pathOf(type.of, path, key), result, owner)
      return value
  }
}

/** Go names a map as a whole where one of its strings is none. */
function pathOf(type: FieldType, path: string, key: string): string {
  return type.kind === 'scalar' ? path : `${path}.${key}`
}

function mistyped(value: unknown, wanted: string, path: string, result: Conformed, owner: string): void {
  const given = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  const name = `${owner.slice(owner.indexOf('.') + 1)}.${path.replace(/\[\d+\]/g, '')}`
  result.mistyped ??= `json: cannot unmarshal ${given} into Go struct field ${name} of type ${wanted}`
}

const isString = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number'

const accepts: Record<Scalar, (value: unknown) => boolean> = {
  s: isString,
  i: (value) => Number.isInteger(value),
  d: isNumber,
  b: (value) => typeof value === 'boolean',
  y: isString,
  T: isString,
  M: isString,
  D: isString,
  Q: (value) => isString(value) || isNumber(value),
  I: (value) => isString(value) || Number.isInteger(value),
  A: () => true,
}

const goTypes: Record<Scalar, string> = {
  s: 'string',
  i: 'int32',
  d: 'float64',
  b: 'bool',
  y: '[]uint8',
  T: 'v1.Time',
  M: 'v1.MicroTime',
  D: 'v1.Duration',
  Q: 'resource.Quantity',
  I: 'intstr.IntOrString',
  A: '',
}
