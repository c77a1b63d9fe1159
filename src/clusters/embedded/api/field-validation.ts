import type { KubeObject } from '../../../model/kubernetes.js'
import { conform } from '../schema/conform.js'
import { messageIdOf } from '../schema/index.js'
import { pruneRoot } from '../schema/structural.js'
import { badRequest, type ApiError } from '../store/api-error.js'
import { apiVersionOf } from '../store/resource-types.js'
import type { ResourceType } from '../store/types.js'

/** Holds what a client sent against its type's fields. */
export interface Validated {
  /** The object without what its type does not have. */
  object: KubeObject
  /** Warnings about that, unless the request says otherwise. */
  headers: Record<string, string[]>
}

/** Unknown fields are a 400 with `fieldValidation=Strict`, a warning by default, nothing with `Ignore`. */
export function validateFields(type: ResourceType, object: KubeObject, query: URLSearchParams): Validated {
  const { value, unknown, mistyped } = held(type, object)
  if (mistyped !== undefined) throw refused(type, mistyped)
  const problems = unknown.map((path) => `unknown field "${path}"`)
  const mode = query.get('fieldValidation') || 'Warn'
  if (mode === 'Strict' && problems.length > 0)
    throw refused(type, `strict decoding error: ${problems.join(', ')}`)
  const warnings = mode === 'Warn' ? problems.map((problem) => `299 - ${JSON.stringify(problem)}`) : []
  return { object: value, headers: warnings.length > 0 ? { Warning: warnings } : {} }
}

function held(
  type: ResourceType,
  object: KubeObject,
): { value: KubeObject; unknown: string[]; mistyped?: string | undefined } {
  if (type.custom) {
    const unknown: string[] = []
    return { value: pruneRoot(type.custom.schema, object, unknown) as KubeObject, unknown }
  }
  const id = messageIdOf(type)
  if (id === undefined) return { value: object, unknown: [] }
  const { value, unknown, mistyped } = conform(id, object)
  return { value: value as KubeObject, unknown, mistyped }
}

function refused(type: ResourceType, why: string): ApiError {
  const version = apiVersionOf(type).split('/').at(-1) ?? ''
  return badRequest(`${type.kind} in version "${version}" cannot be handled as a ${type.kind}: ${why}`)
}
