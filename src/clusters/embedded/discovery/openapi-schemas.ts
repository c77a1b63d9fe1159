import type { FieldType, Scalar } from '../schema/fields.js'
import { fieldsByName } from '../schema/index.js'
import type { Json } from '../store/json.js'

/** The built-in types' messages as OpenAPI schemas: names and types, without descriptions. */

export function messageSchemas(roots: readonly string[]): Json {
  const schemas: Json = {}
  const pending = [...roots]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id in schemas) continue
    schemas[id] = objectSchema(id)
    for (const field of fieldsByName(id).values()) {
      const message = messageOf(field.type)
      if (message !== undefined) pending.push(message)
    }
  }
  return schemas
}

export function objectSchema(id: string): Json & { properties: Json } {
  const properties = [...fieldsByName(id).values()].map(({ name, type }) => [name, typeSchema(type)] as const)
  return { type: 'object', properties: Object.fromEntries(properties) }
}

function messageOf(type: FieldType): string | undefined {
  if (type.kind === 'message') return type.message
  return type.kind === 'scalar' ? undefined : messageOf(type.of)
}

function typeSchema(type: FieldType): Json {
  switch (type.kind) {
    case 'message':
      return { $ref: `#/components/schemas/${type.message}` }
    case 'list':
      return { type: 'array', items: typeSchema(type.of) }
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of) }
    case 'scalar':
      return scalars[type.scalar]
  }
}

const scalars: Record<Scalar, Json> = {
  s: { type: 'string' },
  i: { type: 'integer' },
  d: { type: 'number' },
  b: { type: 'boolean' },
  y: { type: 'string', format: 'byte' },
  T: { type: 'string', format: 'date-time' },
  M: { type: 'string', format: 'date-time' },
  D: { type: 'string' },
  Q: { type: 'string' },
  I: { type: 'string', format: 'int-or-string' },
  A: { type: 'object' },
}
