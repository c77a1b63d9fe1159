import { deadline, type Deadline } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { copyContainerProblem, isBashMissing } from './copy-container.js'
import { copyOutput, type CopyResult } from './copy-output.js'
import { whereabouts } from './gather-phase.js'
import type { Session } from './session.js'
import { readStatusReport } from './status-report.js'

/** How long the copy may still take after the run was interrupted. */
const interruptedMs = 30_000

/** Copies what there is, also after a timeout or an interrupt, and records how much that is. */
export async function copyPhase(session: Session): Promise<void> {
  const { options, limits, force, result } = session
  options.onProgress?.({ phase: 'copy' })
  const limit = interruptible(limits.copyMs, options.signal, force)
  try {
    const copied = await copy(session, limit.signal)
    const whole = copied.problem === undefined && result.record.outcome === 'completed'
    const nothing = copied.files === 0 && copied.problem !== undefined
    const { problem, resumes, ...counts } = copied
    Object.assign(result.record, counts, {
      copied: whole ? 'whole' : nothing ? 'nothing' : 'partial',
      ...(resumes > 0 && { resumes }),
      ...(problem !== undefined && { copyProblem: problem }),
    })
  } finally {
    limit.clear()
  }
}

async function copy(session: Session, signal: AbortSignal): Promise<CopyResult> {
  const { options, namespace, pod, watch, result } = session
  const problem = await containerProblem(watch, signal)
  if (problem !== undefined) return { files: 0, bytes: 0, hostile: [], resumes: 0, problem }
  const status = await readStatusReport(session, signal)
  if (status) result.record.status = status
  return copyOutput({
    connection: options.connection,
    namespace,
    pod,
    sourceDir: options.sourceDir,
    output: options.output,
    place: whereabouts(watch.state),
    signal,
    onResume: (why) => options.logger.warn(`the copy broke off and goes on: ${why}`),
    onProgress: (progress) => options.onProgress?.({ phase: 'copy', ...progress }),
  })
}

async function containerProblem(watch: Session['watch'], signal: AbortSignal): Promise<string | undefined> {
  try {
    const problem = await copyContainerProblem(watch, signal)
    return problem !== undefined && isBashMissing(problem)
      ? `the image has no /bin/bash: ${problem}`
      : problem
  } catch (error) {
    if (!signal.aborted) throw error
    return signal.reason instanceof Error ? signal.reason.message : 'the copy was ended'
  }
}

/** A deadline that an interrupt shortens, and a second one ends. */
function interruptible(
  ms: number,
  signal: AbortSignal,
  force: AbortSignal,
): Pick<Deadline, 'signal' | 'clear'> {
  const whole = deadline(ms, force)
  const shortened = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const shorten = () => {
    const message = `the run was interrupted, and the copy did not end within ${formatDuration(interruptedMs)}`
    timer = setTimeout(() => shortened.abort(new Error(message)), interruptedMs)
  }
  if (signal.aborted) shorten()
  else signal.addEventListener('abort', shorten, { once: true })
  return {
    signal: AbortSignal.any([whole.signal, shortened.signal]),
    clear: () => {
      signal.removeEventListener('abort', shorten)
      clearTimeout(timer)
      whole.clear()
    },
  }
}
