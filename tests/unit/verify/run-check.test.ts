import { describe, expect, it } from 'vitest'
import { profiles } from '../../../src/checks/index.js'
import type { Check, CheckOutcome } from '../../../src/model/check.js'
import type { Profile } from '../../../src/model/profile.js'
import { runCheck } from '../../../src/verify/run-check.js'
import { exitCodeOf, verdictOf } from '../../../src/verify/verdict.js'
import { waiverBook } from '../../../src/verify/waive.js'
import type { Wholeness } from '../../../src/verify/wholeness.js'
import { checkThat, draft } from '../../support/results.js'

const whole: Wholeness = { whole: true }
const hung: Wholeness = { whole: false, reason: 'the gather did not end', because: 'MG-RUN-002' }
const lost: Wholeness = { whole: false, reason: 'the gather was lost: the node went away' }

const run = (check: Check, wholeness: Wholeness = whole) =>
  runCheck(check, 'required', {
    atHand: { facts: {}, absent: { record: 'there is no capture.json' } },
    context: { profile: profiles.get('isv/v1') as Profile },
    wholeness,
    waivers: waiverBook(undefined, new Date('2026-11-21T00:00:00Z')),
  })

const passes = (): CheckOutcome => ({ looked: '1 file', findings: [] })
const finds = (): CheckOutcome => ({ looked: '1 file', findings: [draft()] })

describe('a check', () => {
  it('that throws is an error of the harness, and says nothing of what it saw', () => {
    const result = run(
      checkThat(() => {
        throw new TypeError('reading hunter2')
      }),
    )
    expect(result).toMatchObject({ outcome: 'error', findings: [] })
    expect(result.reason).toBe(
      'the check itself failed (TypeError): a fault of the harness, please report it',
    )
    expect([verdictOf([result], []), exitCodeOf([result], [])]).toEqual(['error', 3])
  })

  it('says what it looked at, and its fix where the finding has none', () => {
    expect(run(checkThat(passes))).toMatchObject({ outcome: 'pass', looked: '1 file' })
    const findings = [draft(), draft({ fix: 'Mend this.', at: { path: 'a', line: 3 }, count: 4, rule: 'r' })]
    expect(run(checkThat(() => ({ looked: '', findings }))).findings).toMatchObject([
      { message: 'it is wrong', fix: 'Mend it.', count: 1 },
      { fix: 'Mend this.', at: { path: 'a', line: 3 }, count: 4, rule: 'r' },
    ])
  })

  it('whose facts are absent is not evaluated, with the reason', () => {
    expect(run(checkThat(passes, { reads: ['record'] }))).toMatchObject({
      outcome: 'skip',
      skip: 'not-evaluated',
      reason: 'there is no capture.json',
    })
    expect(run(checkThat(passes, { reads: ['live'] })).reason).toBe('live is not known')
  })
})

describe('a check of a gather that did not end', () => {
  const skipped = {
    outcome: 'skip',
    skip: 'not-evaluated',
    reason: 'the gather did not end',
    because: 'MG-RUN-002',
  }

  it.each([
    ['says nothing by default', undefined, finds, skipped],
    ['says what it found, where that is certain', 'findings', finds, { outcome: 'fail' }],
    ['proves nothing by finding nothing', 'findings', passes, skipped],
    ['judges what does not depend on it', 'judge', passes, { outcome: 'pass' }],
    ['judges that as failed, too', 'judge', finds, { outcome: 'fail' }],
  ] as const)('%s', (_, onPartial, evaluate, expected) => {
    expect(run(checkThat(evaluate, onPartial ? { onPartial } : {}), hung)).toMatchObject(expected)
  })

  it('blames what broke the gather off, unless it knows better', () => {
    const skip = (because?: string) => (): CheckOutcome => ({
      skip: 'not-evaluated',
      reason: 'no script ran',
      ...(because ? { because } : {}),
    })
    expect(run(checkThat(skip(), { onPartial: 'judge' }), hung)).toMatchObject(skipped)
    expect(run(checkThat(skip('MG-OPR-001'), { onPartial: 'judge' }), hung)).toMatchObject({
      reason: 'no script ran',
      because: 'MG-OPR-001',
    })
    expect(run(checkThat(passes, { onPartial: 'judge', reads: ['image'] }), hung)).toMatchObject(skipped)
  })

  it('lets what is not applicable be', () => {
    const check = checkThat(() => ({ skip: 'not-applicable', reason: 'no samples' }), { onPartial: 'judge' })
    expect(run(check, hung)).toMatchObject({ skip: 'not-applicable', reason: 'no samples' })
  })

  it('is a gap where it was nobody’s fault', () => {
    const result = run(checkThat(passes), lost)
    expect(result).toMatchObject({ skip: 'not-evaluated', reason: 'the gather was lost: the node went away' })
    expect(result.because).toBeUndefined()
    expect(verdictOf([result], [])).toBe('incomplete')
  })
})
