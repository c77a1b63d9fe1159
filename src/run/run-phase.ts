import { deadline } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { mapTexts } from '../lib/map-texts.js'
import type { PhaseRecord } from '../model/capture-record.js'
import { ExpectedError, exitCodes } from '../model/errors.js'
import type { Phase, RunState } from './types.js'

/** Runs one phase within its deadline and records how it went; never throws. Tells whether the next may follow. */
export async function runPhase(phase: Phase, state: RunState, parent: AbortSignal): Promise<boolean> {
  const { progress, now } = state.options
  const reason = parent.aborted ? 'the run was interrupted' : phase.skip?.(state)
  if (reason !== undefined) {
    await record(state, { name: phase.name, outcome: 'skipped', reason })
    progress.phaseEnded(phase.name, 'skipped', 0, reason)
    return !parent.aborted
  }
  const startedAt = now()
  await record(state, { name: phase.name, outcome: 'running', startedAt: startedAt.toISOString() })
  progress.phaseStarted(phase.name)
  const ended = await attempt(phase, state, parent)
  const durationMs = now().getTime() - startedAt.getTime()
  await record(state, { name: phase.name, startedAt: startedAt.toISOString(), durationMs, ...ended })
  progress.phaseEnded(phase.name, ended.outcome, durationMs, firstLine(ended.error?.message) ?? ended.reason)
  return ended.outcome === 'passed'
}

/** A table of what is missing, or the last lines of a program, are in the report whole. */
const firstLine = (message: string | undefined) => message?.split('\n', 1)[0]

type Ended = Pick<PhaseRecord, 'reason' | 'error'> & { outcome: 'passed' | 'failed' | 'interrupted' }

async function attempt(phase: Phase, state: RunState, parent: AbortSignal): Promise<Ended> {
  const limit = phase.deadlineMs(state)
  const within = deadline(limit, parent)
  try {
    const say = (message: string) => state.options.progress.phaseProgress(phase.name, message)
    const reason = await phase.act(state, within.signal, say)
    if (parent.aborted) return interruption(parent)
    return { outcome: 'passed', ...(reason && { reason: state.options.redact(reason) }) }
  } catch (error) {
    if (parent.aborted) return interruption(parent)
    const failure = within.expired() && !(error instanceof ExpectedError) ? overdue(phase, limit) : error
    state.options.logger.debug(
      failure instanceof Error ? (failure.stack ?? failure.message) : String(failure),
    )
    return { outcome: 'failed', error: withoutSecrets(toPhaseError(failure), state) }
  } finally {
    within.clear()
  }
}

/** Ctrl-C, or the deadline of the whole run, which is an error of its own. */
const interruption = ({ reason }: AbortSignal): Ended =>
  reason instanceof ExpectedError
    ? { outcome: 'failed', error: toPhaseError(reason) }
    : { outcome: 'interrupted', reason: 'interrupted' }

const overdue = ({ name }: Phase, limit: number) =>
  new ExpectedError({
    code: 'run.deadline',
    message: `phase ${name} did not end within ${formatDuration(limit)}`,
    next: 'Look at the last lines above for what it waited for; a slow cluster may need a longer --timeout.',
    exitCode: exitCodes.deadline,
  })

function toPhaseError(error: unknown): NonNullable<PhaseRecord['error']> {
  if (error instanceof ExpectedError) {
    const { code, message, next, exitCode } = error
    return { code, message, next, exitCode }
  }
  return {
    code: 'harness.fault',
    message: `the harness failed: ${error instanceof Error ? error.message : String(error)}`,
    next: 'Run again with --verbose and report what it prints; the ISV is not to blame.',
    exitCode: exitCodes.environment,
  }
}

/** The words of a cluster may hold what was planted on it. */
const withoutSecrets = (error: NonNullable<PhaseRecord['error']>, { options }: RunState) =>
  mapTexts(error, options.redact)

async function record({ capture }: RunState, phase: PhaseRecord): Promise<void> {
  await capture.update(({ phases }) => {
    const index = phases.findIndex(({ name }) => name === phase.name)
    if (index === -1) phases.push(phase)
    else phases[index] = phase
  })
}
