import type { ResourceType } from '../store/types.js'
import { accessMessages } from './access-messages.js'
import { coreMessages } from './core-messages.js'
import { extensionsMessages } from './extensions-messages.js'
import { parseFields, type Field } from './fields.js'
import { infrastructureMessages } from './infrastructure-messages.js'
import { workloadsMessages } from './workloads-messages.js'

/** The fields of every built-in type: for protobuf bodies, unknown fields and OpenAPI. */

const tables = [coreMessages, workloadsMessages, accessMessages, extensionsMessages, infrastructureMessages]

const messages: ReadonlyMap<string, readonly Field[]> = new Map(
  tables.flatMap((table) => Object.entries(table).map(([id, text]) => [id, parseFields(id, text)])),
)

/** The fields of a message, those of inlined structs as they stand; empty for one that is not known. */
export function fieldsOfMessage(id: string): readonly Field[] {
  return messages.get(id) ?? []
}

/** A message's fields by their JSON names, inlined structs resolved. */
export function fieldsByName(id: string): Map<string, Field> {
  const found = new Map<string, Field>()
  for (const field of fieldsOfMessage(id)) {
    if (!field.inline) found.set(field.name, field)
    else if (field.type.kind === 'message')
      for (const [name, inner] of fieldsByName(field.type.message)) found.set(name, inner)
  }
  return found
}

const metaKinds = new Set(['DeleteOptions'])

/** The message of a kind, or `undefined` where the tables do not have it. */
export function messageIdOf({
  group,
  version,
  kind,
}: Pick<ResourceType, 'group' | 'version' | 'kind'>): string | undefined {
  const first = group === '' ? 'core' : (group.split('.')[0] ?? '')
  const table = metaKinds.has(kind)
    ? 'meta'
    : first === 'autoscaling' && version === 'v2'
      ? 'autoscaling2'
      : first
  const id = `${table}.${kind}`
  return messages.has(id) ? id : undefined
}
