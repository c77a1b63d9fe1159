import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { fieldError, type FieldError } from '../store/api-error.js'
import { isRecord, type Json } from '../store/json.js'

/**
 * Validates custom resources against their definition's schema, and says what is wrong as a real API server does.
 * Rules in CEL (`x-kubernetes-validations`) are not evaluated.
 */
export function createCustomValidator(schema: Json): (object: Json) => FieldError[] {
  let validate: ValidateFunction | undefined
  return (object) => {
    // Compiling takes milliseconds, and most definitions of a cluster never see an object.
    validate ??= new Ajv({ allErrors: true, strict: false, logger: false, validateFormats: false }).compile(
      toJsonSchema(schema) as Json,
    )
    const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...rest } = object
    return validate(rest)
      ? []
      : unique((validate.errors ?? []).flatMap((error) => toFieldError(error, rest) ?? []))
  }
}

/** The JSON Schema that means the same as a structural schema. */
function toJsonSchema(schema: unknown, isRoot = true): unknown {
  if (!isRecord(schema)) return schema
  const result: Json = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key.startsWith('x-kubernetes-') || dropped.has(key)) continue
    if (key === 'properties') result[key] = mapValues(value, isRoot ? ['apiVersion', 'kind', 'metadata'] : [])
    else if (key === 'allOf' || key === 'anyOf' || key === 'oneOf')
      result[key] = (value as unknown[]).map((part) => toJsonSchema(part, false))
    else if (key === 'items' || key === 'additionalProperties' || key === 'not')
      result[key] = toJsonSchema(value, false)
    else result[key] = value
  }
  exclusive(result, 'minimum', 'exclusiveMinimum')
  exclusive(result, 'maximum', 'exclusiveMaximum')
  if (schema['x-kubernetes-int-or-string'] === true) result['type'] = ['integer', 'string']
  if (isRoot && Array.isArray(result['required'])) {
    result['required'] = result['required'].filter(
      (name) => !['apiVersion', 'kind', 'metadata'].includes(String(name)),
    )
  }
  if (schema['nullable'] === true && result['type'] !== undefined)
    result['type'] = [result['type'], 'null'].flat()
  return result
}

const dropped = new Set(['nullable', 'default', 'example', 'externalDocs', 'description', 'title', 'format'])

function mapValues(properties: unknown, without: readonly string[]): Json {
  const entries = Object.entries(isRecord(properties) ? properties : {}).filter(
    ([key]) => !without.includes(key),
  )
  return Object.fromEntries(entries.map(([key, value]) => [key, toJsonSchema(value, false)]))
}

/** OpenAPI 3.0 says with a boolean whether a bound is exclusive; JSON Schema has the bound itself there. */
function exclusive(schema: Json, bound: string, flag: string): void {
  if (schema[flag] === true) {
    schema[flag] = schema[bound]
    delete schema[bound]
  } else if (typeof schema[flag] === 'boolean') delete schema[flag]
}

function toFieldError(error: ErrorObject, object: Json): FieldError | undefined {
  const keys = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'))
  const field = showKeys(keys)
  const value = keys.reduce<unknown>((current, key) => (current as Json | undefined)?.[key], object)
  const limit = (error.params as { limit?: number }).limit
  const body = `${field} in body`
  switch (error.keyword) {
    case 'required':
      return fieldError.required(
        showKeys([...keys, (error.params as { missingProperty: string }).missingProperty]),
      )
    case 'enum':
      return fieldError.notSupported(
        field,
        value,
        (error.params as { allowedValues: unknown[] }).allowedValues,
      )
    case 'type':
      return wrongType(field, value, (error.params as { type: string | string[] }).type)
    case 'if':
      return undefined
    default:
      return fieldError.invalid(
        field,
        value,
        `${body} ${words[error.keyword]?.(limit, error) ?? error.message ?? 'is invalid'}`,
      )
  }
}

const words: Record<string, (limit: number | undefined, error: ErrorObject) => string> = {
  maximum: (limit) => `should be less than or equal to ${limit}`,
  exclusiveMaximum: (limit) => `should be less than ${limit}`,
  minimum: (limit) => `should be greater than or equal to ${limit}`,
  exclusiveMinimum: (limit) => `should be greater than ${limit}`,
  maxLength: (limit) => `should be at most ${limit} chars long`,
  minLength: (limit) => `should be at least ${limit} chars long`,
  maxItems: (limit) => `should have at most ${limit} items`,
  minItems: (limit) => `should have at least ${limit} items`,
  maxProperties: (limit) => `should have at most ${limit} properties`,
  minProperties: (limit) => `should have at least ${limit} properties`,
  pattern: (_limit, error) => `should match '${(error.params as { pattern: string }).pattern}'`,
  multipleOf: (_limit, error) =>
    `should be a multiple of ${(error.params as { multipleOf: number }).multipleOf}`,
}

function wrongType(field: string, value: unknown, type: string | string[]): FieldError {
  const wanted = (Array.isArray(type) ? type : [type]).filter((name) => name !== 'null').join(' or ')
  const given = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  return fieldError.typeInvalid(
    field,
    given,
    `${field} in body must be of type ${wanted}: ${JSON.stringify(given)}`,
  )
}

function showKeys(keys: readonly string[]): string {
  return (
    keys.map((key, i) => (/^\d+$/.test(key) ? `[${key}]` : i === 0 ? key : `.${key}`)).join('') || '<nil>'
  )
}

/** Branches of `anyOf` say the same thing twice. */
function unique(errors: readonly FieldError[]): FieldError[] {
  return [...new Map(errors.map((error) => [`${error.field} ${error.message}`, error])).values()]
}
