import type { CheckResult } from '../../src/model/report.js'
import type { Check, CheckOutcome, FindingDraft } from '../../src/model/check.js'

/** A result with what a test says of it. */
export const result = (about: Partial<CheckResult> = {}): CheckResult => ({
  id: 'MG-XXX-001',
  title: 'something wrong',
  group: 'must-gather',
  level: 'required',
  outcome: 'pass',
  contract: { sentence: '', link: '' },
  findings: [],
  ...about,
})

/** A check that reads nothing but what it is told to, and says what it is told to. */
export const checkThat = (
  evaluate: () => CheckOutcome,
  about: Partial<Pick<Check, 'reads' | 'onPartial' | 'id'>> = {},
): Check => ({
  id: 'MG-XXX-001',
  title: 'something wrong',
  group: 'must-gather',
  contract: { sentence: 'It must be right.', link: '' },
  reads: [],
  fix: 'Mend it.',
  evaluate,
  ...about,
})

export const draft = (about: Partial<FindingDraft> = {}): FindingDraft => ({
  message: 'it is wrong',
  want: 'right',
  got: 'wrong',
  subject: 'it',
  ...about,
})
