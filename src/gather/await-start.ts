import { deadline, type Deadline } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { ExpectedError } from '../model/errors.js'
import { gatherContainer } from './pod-manifest.js'
import { condition, containerStatus, sentence, type PodState } from './pod-status.js'
import type { PodWatch } from './pod-watch.js'
import { decideStart, registryTrouble, type Start } from './start-decision.js'

/** A kubelet tries again after 10 s and 20 s: a registry that hiccups once costs no run. */
export const registryPatienceMs = 35_000

/**
 * Waits until the container `gather` runs or has ended, or can be seen never to. At the deadline throws, with the
 * lines that `whyNot` finds,
 * `gather.not-scheduled` or `gather.start-timeout`; `gather.registry-unreachable` where a pull failed for reasons
 * that are none of the image's; the signal's reason on abort.
 */
export async function awaitStart(
  watch: PodWatch,
  starting: Deadline,
  startMs: number,
  whyNot: () => Promise<string[]>,
): Promise<Start> {
  try {
    const first = await watch.until((state) => decideStart(state) ?? registryTrouble(state), starting.signal)
    return first.kind === 'registry-trouble'
      ? await beyondTrouble(watch, first.reason, starting.signal)
      : first
  } catch (error) {
    if (!starting.expired() || error instanceof ExpectedError) throw error
    throw notInTime(watch.state, startMs, await whyNot())
  }
}

async function beyondTrouble(watch: PodWatch, reason: string, signal: AbortSignal): Promise<Start> {
  const patience = deadline(registryPatienceMs, signal)
  try {
    return await watch.until(decideStart, patience.signal)
  } catch (error) {
    // At the deadline of the start too: it was the registry that took the time.
    if (error instanceof ExpectedError || error !== patience.signal.reason) throw error
    throw unreachable(registryTrouble(watch.state)?.reason ?? reason)
  } finally {
    patience.clear()
  }
}

function unreachable(reason: string): ExpectedError {
  return new ExpectedError({
    code: 'gather.registry-unreachable',
    message: `the must-gather image could not be pulled, and not because the registry does not have it: ${reason}`,
    next: 'Check that the nodes of the cluster reach the registry, and try again.',
    exitCode: 3,
  })
}

function notInTime({ pod }: PodState, timeoutMs: number, reasons: readonly string[]): ExpectedError {
  const scheduled = condition(pod, 'PodScheduled')
  const waited = `within ${formatDuration(timeoutMs)}`
  if (scheduled?.status !== 'True') {
    return new ExpectedError({
      code: 'gather.not-scheduled',
      message: withReasons(
        sentence(`no node took the must-gather pod ${waited}`, scheduled?.reason, scheduled?.message),
        reasons,
      ),
      next: 'Give the cluster a ready Linux node with room for one more pod, or allow more time to start.',
      exitCode: 3,
    })
  }
  const waiting = containerStatus(pod, gatherContainer)?.state?.waiting
  return new ExpectedError({
    code: 'gather.start-timeout',
    message: withReasons(
      sentence(`the container gather did not start ${waited}`, waiting?.reason, waiting?.message),
      reasons,
    ),
    next: 'Look at events.json of the capture: a slow pull or a volume that cannot be mounted shows there.',
    exitCode: 4,
  })
}

function withReasons(message: string, reasons: readonly string[]): string {
  return [message, ...reasons.map((line) => `  ${line}`)].join('\n')
}
