import type { KubeObject } from '../model/kubernetes.js'

/** Whether `status.conditions` has the type with the status (`True` unless told). */
export function hasCondition(object: KubeObject | undefined, type: string, status = 'True'): boolean {
  return conditionsOf(object).some(
    (row) =>
      row.type.toLowerCase() === type.toLowerCase() && row.status.toLowerCase() === status.toLowerCase(),
  )
}

export interface Condition {
  type: string
  status: string
  reason?: string
  message?: string
  observedGeneration?: number
}

export function conditionsOf(object: KubeObject | undefined): Condition[] {
  const conditions = (object?.status as { conditions?: Condition[] } | undefined)?.conditions
  return Array.isArray(conditions)
    ? conditions.filter((row) => typeof row?.type === 'string' && typeof row.status === 'string')
    : []
}

/** Whether the status speaks of the generation that was asked for, not of an older one. */
export function isObserved(object: KubeObject | undefined): boolean {
  const observed = (object?.status as { observedGeneration?: number } | undefined)?.observedGeneration
  const generation = object?.metadata.generation
  return observed === undefined || generation === undefined || observed >= generation
}
