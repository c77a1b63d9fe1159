import type { CaptureRecord, GatherRecord } from '../model/capture-record.js'
import type { Facts, GatherFacts } from '../model/facts.js'

/** A repetition of the gather with the record of how it went, or why it cannot be compared. */
export type Repeat = { facts: GatherFacts; run: GatherRecord } | { why: string }

/** The repetition of this name; `phase` is the one that runs it. */
export function repeatNamed(
  { record, repeats }: Pick<Facts, 'record' | 'repeats'>,
  name: string,
  phase: string,
): Repeat {
  const run = record.gathers.find((one) => one.name === name)
  if (!run) return { why: `there is no gather ${name}: ${whyNot(record, phase)}` }
  // One that had not ended is a finding of its own: nothing is missing but what it did not get to.
  if (run.outcome !== 'completed' && run.outcome !== 'timeout')
    return { why: `the gather ${name} was ${run.outcome}: ${run.reason ?? 'not by its own doing'}` }
  if (run.outcome === 'completed' && run.copied !== 'whole')
    return { why: `the gather ${name} was not copied whole: ${run.copyProblem ?? run.copied}` }
  const facts = repeats.find((one) => one.name === name)
  return facts ? { facts, run } : { why: `the files of the gather ${name} are not in the capture` }
}

function whyNot({ phases }: CaptureRecord, phase: string): string {
  const ended = phases.find(({ name }) => name === phase)
  return ended?.error?.message ?? ended?.reason ?? `the run had no phase ${phase}`
}

/** How a repetition failed where the first gather did not; `undefined` where it went as well. */
export function worseEnd(run: GatherRecord, first: GatherRecord | undefined): string | undefined {
  if (run.outcome === 'timeout') return 'still running at its deadline'
  if (run.exitCode === 0 || run.exitCode === first?.exitCode) return undefined
  return `exit code ${String(run.exitCode)}`
}
