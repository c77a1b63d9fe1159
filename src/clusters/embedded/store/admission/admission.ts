import type { KubeObject } from '../../../../model/kubernetes.js'
import { fieldError, type FieldError } from '../api-error.js'
import { at, sameJson, type Json } from '../json.js'
import type { ResourceType, TypeName } from '../types.js'

/** What admission may look at beside the object. */
export interface AdmissionContext {
  now(): Date
  get(typeName: TypeName, namespace: string | undefined, name: string): KubeObject | undefined
  list(typeName: TypeName): KubeObject[]
}

export interface AdmissionRequest {
  type: ResourceType
  /** The object as it will be kept: to be completed in place. */
  object: KubeObject
  /** The same object, for fields by name. */
  fields: Json
  /** What it replaces; absent for a creation. */
  current: KubeObject | undefined
  context: AdmissionContext
}

/** Completes the object and says what is wrong with it; a refusal that is no field's fault is thrown. */
export type Admission = (request: AdmissionRequest) => FieldError[]

/** Sets fields that are absent. */
export function defaults(target: Json, values: Json): void {
  for (const [key, value] of Object.entries(values)) target[key] ??= value
}

/** Refuses a change of the field at a path. */
export function immutable({ object, current }: AdmissionRequest, ...path: readonly string[]): FieldError[] {
  if (!current) return []
  const [before, after] = [at(current, ...path), at(object, ...path)]
  if (sameJson(before, after)) return []
  return [fieldError.invalid(path.join('.'), after ?? null, 'field is immutable')]
}
