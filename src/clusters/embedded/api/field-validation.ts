import type { KubeObject } from '../../../model/kubernetes.js'
import type { ResourceType } from '../store/types.js'

/** Fields that a type does not have: a 400 with `fieldValidation=Strict`, a warning header otherwise. */
export function checkUnknownFields(
  _type: ResourceType,
  _object: KubeObject,
  _query: URLSearchParams,
): Record<string, string[]> {
  return {}
}
