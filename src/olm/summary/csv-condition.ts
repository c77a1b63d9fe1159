import type { KubeObject } from '../../model/kubernetes.js'
import { statusOf, type CsvStatus } from './shapes.js'
import type { OlmDiagnosis } from './types.js'

/** The whole condition of a CSV is in its status: phase, reason and message. */
export function csvCondition(object: KubeObject): NonNullable<OlmDiagnosis['condition']> {
  const { phase, reason, message } = statusOf<CsvStatus>(object)
  return {
    type: phase ?? '',
    status: 'True',
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  }
}
