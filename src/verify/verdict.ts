import type { PhaseRecord } from '../model/capture-record.js'
import type { ExitCode } from '../model/errors.js'
import { exitCodes, worseExitCode } from '../model/errors.js'
import type { CheckResult, Verdict } from '../model/report.js'

/** A required check that should have been evaluated and was not, for no failure that another check answers for. */
export function isGap(result: CheckResult, results: readonly CheckResult[]): boolean {
  if (result.level !== 'required' || result.skip !== 'not-evaluated') return false
  return !results.some((cause) => cause.id === result.because && answersFor(cause))
}

/** A failure that counts in the verdict, or one that was accepted together with what follows from it. */
const answersFor = ({ level, outcome }: CheckResult) =>
  outcome === 'waived' || (outcome === 'fail' && level === 'required')

export function verdictOf(results: readonly CheckResult[], phases: readonly PhaseRecord[]): Verdict {
  const required = results.filter(({ level }) => level === 'required')
  if (required.some(({ outcome }) => outcome === 'fail')) return 'fail'
  if (results.some(({ outcome }) => outcome === 'error') || phases.some(({ error }) => error)) return 'error'
  if (phases.some(({ outcome }) => outcome === 'interrupted')) return 'incomplete'
  return required.some((result) => isGap(result, results)) ? 'incomplete' : 'pass'
}

/** The exit code of a report: of all that apply, the one that goes first. */
export function exitCodeOf(results: readonly CheckResult[], phases: readonly PhaseRecord[]): ExitCode {
  const codes: ExitCode[] = phases.flatMap(({ error, outcome }): ExitCode[] => [
    ...(error ? [error.exitCode as ExitCode] : []),
    ...(outcome === 'interrupted' ? [exitCodes.interrupted] : []),
  ])
  // What a broken phase kept from being evaluated is that phase's, and it has an exit code of its own.
  const isFault = (result: CheckResult) =>
    result.outcome === 'error' || (codes.length === 0 && isGap(result, results))
  const broken = verdictOf(results, []) === 'fail'
  if (results.some(isFault)) codes.push(exitCodes.environment)
  if (broken) codes.push(exitCodes.broken)
  return codes.reduce<ExitCode>(worseExitCode, exitCodes.passed)
}
