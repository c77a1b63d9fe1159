import type { Check, CheckOutcome } from '../model/check.js'
import type { FactName } from '../model/facts.js'

/** Types a check by the facts that it reads; the runner gives it exactly these. */
export function defineCheck<Name extends FactName>(check: Check<Name>): Check {
  return check
}

export const notApplicable = (reason: string): CheckOutcome => ({ skip: 'not-applicable', reason })

export const notEvaluated = (reason: string, because?: string): CheckOutcome => ({
  skip: 'not-evaluated',
  reason,
  ...(because === undefined ? {} : { because }),
})

export { counted } from '../lib/counted.js'
