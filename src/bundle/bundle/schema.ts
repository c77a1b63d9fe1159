import type { ErrorObject } from 'ajv'
import { Ajv } from 'ajv'
import type { Json } from './values.js'
import { isRecord, list } from './values.js'

/** What is wrong with a part of a custom resource. */
export interface SchemaProblem {
  /** `spec.replicas` */
  field: string
  problem: string
}

const most = 5

/**
 * What of a custom resource its structural schema does not accept, and fields that it does not know, which an API server
 * takes away. Rules in CEL and formats are left aside, and so is a schema that cannot be compiled. Values are not quoted.
 */
export function schemaProblems(schema: Json, object: Json): SchemaProblem[] {
  let errors: ErrorObject[]
  try {
    const ajv = new Ajv({ allErrors: true, strict: false, logger: false, validateFormats: false })
    const validate = ajv.compile(toJsonSchema(schema, true) as Json)
    if (validate(object)) return []
    errors = validate.errors ?? []
  } catch {
    return []
  }
  const problems = errors.filter(({ keyword }) => keyword !== 'if').map(toProblem)
  return [...new Map(problems.map((one) => [`${one.field} ${one.problem}`, one])).values()].slice(0, most)
}

function toProblem({ instancePath, keyword, params, message = 'is not valid' }: ErrorObject): SchemaProblem {
  const field = instancePath.slice(1).replace(/\//g, '.') || 'the object'
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>
  if (keyword === 'required') return { field, problem: `lacks ${missingProperty}` }
  if (keyword === 'additionalProperties') return { field, problem: `has no field ${additionalProperty}` }
  return { field, problem: message }
}

const dropped = new Set(['nullable', 'default', 'example', 'externalDocs', 'description', 'title', 'format'])
const head = { apiVersion: {}, kind: {}, metadata: {} }

/** The JSON Schema that means the same as a structural one. */
function toJsonSchema(schema: unknown, mayClose: boolean, isRoot = true): unknown {
  if (!isRecord(schema)) return schema
  const result: Json = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key.startsWith('x-kubernetes-') || dropped.has(key)) continue
    if (key === 'properties' && isRecord(value))
      result[key] = mapValues(value, (one) => toJsonSchema(one, mayClose, false))
    else if (key === 'allOf' || key === 'anyOf' || key === 'oneOf')
      // They refine what stands beside them, and never say which fields there are.
      result[key] = list(value).map((part) => toJsonSchema(part, false, false))
    else if (key === 'not') result[key] = toJsonSchema(value, false, false)
    else if (key === 'items' || key === 'additionalProperties')
      result[key] = toJsonSchema(value, mayClose, false)
    else result[key] = value
  }
  exclusive(result, 'minimum', 'exclusiveMinimum')
  exclusive(result, 'maximum', 'exclusiveMaximum')
  if (schema['x-kubernetes-int-or-string'] === true) result['type'] = ['integer', 'string']
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true
  if (isRoot || isEmbedded) result['properties'] = { ...(result['properties'] as Json | undefined), ...head }
  const isClosed = mayClose && isRecord(schema['properties']) && schema['additionalProperties'] === undefined
  if (isClosed && schema['x-kubernetes-preserve-unknown-fields'] !== true)
    result['additionalProperties'] = false
  return schema['nullable'] === true ? { anyOf: [{ type: 'null' }, result] } : result
}

const mapValues = (values: Json, map: (value: unknown) => unknown): Json =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))

/** OpenAPI 3.0 says with a boolean whether a bound is exclusive; JSON Schema has the bound itself there. */
function exclusive(schema: Json, bound: string, flag: string): void {
  if (schema[flag] === true) {
    schema[flag] = schema[bound]
    delete schema[bound]
  } else if (typeof schema[flag] === 'boolean') delete schema[flag]
}
