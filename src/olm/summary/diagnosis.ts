import type { Condition } from '../../kube/conditions.js'
import { conditionsOf } from '../../kube/conditions.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { OlmSnapshot } from '../types.js'
import type { OlmCause } from './causes.js'
import type { OlmDiagnosis } from './types.js'

/** Looks at one link of the chain; `undefined` where it holds, or where there is nothing yet to look at. */
export type Link = (snapshot: OlmSnapshot, context: { now: Date }) => OlmDiagnosis | undefined

export interface Finding {
  cause: OlmCause
  sentence: string
  next: string
  condition?: OlmDiagnosis['condition'] | undefined
  healthy?: boolean
}

/** A diagnosis that speaks of an object; a name alone will do where the object itself is gone. */
export function diagnosis(
  object: KubeObject | { kind: string; namespace?: string | undefined; name: string },
  { cause, sentence, next, condition, healthy = false }: Finding,
): OlmDiagnosis {
  const { name, namespace } = 'metadata' in object ? (object as KubeObject).metadata : object
  return {
    healthy,
    cause,
    sentence: oneSentence(sentence),
    object: { kind: object.kind, ...(namespace === undefined ? {} : { namespace }), name },
    ...(condition ? { condition: bare(condition) } : {}),
    next,
  }
}

/** The condition of a type, where it has the status. */
export function conditionNamed(
  object: KubeObject | undefined,
  type: string,
  status = 'True',
): Condition | undefined {
  return conditionsOf(object).find((row) => row.type === type && row.status === status)
}

function bare({ type, status, reason, message }: Condition): NonNullable<OlmDiagnosis['condition']> {
  return { type, status, ...(reason ? { reason } : {}), ...(message ? { message } : {}) }
}

const longest = 400

/** A message as part of a sentence: one line, without the full stop at its end, and not endless. */
export function inline(message: string | undefined, limit = longest): string {
  const line = (message ?? '').replace(/\s+/g, ' ').trim().replace(/\.$/, '')
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`
}

function oneSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** Several things in words: `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
}
