import { describe, expect, it } from 'vitest'
import type { PhaseRecord } from '../../../src/model/capture-record.js'
import type { CheckResult } from '../../../src/model/report.js'
import { exitCodeOf, verdictOf } from '../../../src/verify/verdict.js'
import { result } from '../../support/results.js'

const gap = { outcome: 'skip', skip: 'not-evaluated' } as const
const phaseError = (exitCode: number): PhaseRecord => ({
  name: 'cluster',
  outcome: 'failed',
  error: { code: 'x', message: '', next: '', exitCode },
})
const interrupted: PhaseRecord = { name: 'gather', outcome: 'interrupted' }

const rows: [
  about: string,
  results: CheckResult[],
  phases: PhaseRecord[],
  verdict: string,
  exitCode: number,
][] = [
  ['all passed', [result()], [], 'pass', 0],
  ['nothing at all', [], [], 'pass', 0],
  ['not applicable', [result({ outcome: 'skip', skip: 'not-applicable' })], [], 'pass', 0],
  ['waived', [result({ outcome: 'waived' })], [], 'pass', 0],
  ['failed', [result({ outcome: 'fail' })], [], 'fail', 1],
  ['recommended failed', [result({ outcome: 'fail', level: 'recommended' })], [], 'pass', 0],
  ['required not evaluated', [result(gap)], [], 'incomplete', 3],
  ['recommended not evaluated', [result({ ...gap, level: 'recommended' })], [], 'pass', 0],
  ['a check broke', [result({ outcome: 'error' })], [], 'error', 3],
  ['a recommended check broke', [result({ outcome: 'error', level: 'recommended' })], [], 'error', 3],
  ['failed, and a gap', [result({ outcome: 'fail' }), result(gap)], [], 'fail', 3],
  ['failed, and a check broke', [result({ outcome: 'fail' }), result({ outcome: 'error' })], [], 'fail', 3],
  [
    'not evaluated because of a failure',
    [result({ id: 'A', outcome: 'fail' }), result({ ...gap, because: 'A' })],
    [],
    'fail',
    1,
  ],
  [
    'not evaluated because of a failure that was waived',
    [result({ id: 'A', outcome: 'waived' }), result({ ...gap, because: 'A' })],
    [],
    'pass',
    0,
  ],
  [
    'not evaluated because of a failure that does not count',
    [result({ id: 'A', outcome: 'fail', level: 'recommended' }), result({ ...gap, because: 'A' })],
    [],
    'incomplete',
    3,
  ],
  [
    'because of a check that passed',
    [result({ id: 'A' }), result({ ...gap, because: 'A' })],
    [],
    'incomplete',
    3,
  ],
  ['because of a check that is off', [result({ ...gap, because: 'A' })], [], 'incomplete', 3],
  ['the cluster failed', [result()], [phaseError(3)], 'error', 3],
  ['a deadline ran out', [result()], [phaseError(4)], 'error', 4],
  ['a deadline ran out, and failed', [result({ outcome: 'fail' })], [phaseError(4)], 'fail', 4],
  ['a wrong usage and the environment', [], [phaseError(3), phaseError(2)], 'error', 2],
  ['interrupted', [result()], [interrupted], 'incomplete', 130],
  [
    'interrupted, after all of this',
    [result({ outcome: 'fail' })],
    [phaseError(2), interrupted],
    'fail',
    130,
  ],
]

describe('the verdict and the exit code', () => {
  it.each(rows)('%s', (_, results, phases, verdict, exitCode) => {
    expect(verdictOf(results, phases)).toBe(verdict)
    expect(exitCodeOf(results, phases)).toBe(exitCode)
  })
})
