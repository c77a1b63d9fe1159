import { deadline } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { gatherContainer } from './pod-manifest.js'
import { containerStatus, sentence, whyLost, type PodState, type Terminated } from './pod-status.js'
import type { PodWatch } from './pod-watch.js'

export type End =
  | { outcome: 'completed'; exitCode: number; reason?: string; terminated: Terminated }
  | { outcome: 'timeout' | 'interrupted' | 'lost' | 'disk-limit'; reason: string }

/** Reasons of an end that the exit code already says. */
const plainEnds = new Set(['Completed', 'Error'])

/** The gather's volume is as full as it may be; the reason of an abort. */
export class VolumeFullError extends Error {}

/**
 * Waits for the end of the container `gather`, for the deadline, for a full volume (`full` aborts with VolumeFullError)
 * or for the abort, whichever comes first.
 */
export async function awaitEnd(
  watch: PodWatch,
  timeoutMs: number,
  { signal, full }: { signal: AbortSignal; full: AbortSignal },
): Promise<End> {
  const limit = deadline(timeoutMs, AbortSignal.any([signal, full]))
  try {
    return await watch.until(decideEnd, limit.signal)
  } catch (error) {
    if (error instanceof VolumeFullError) return { outcome: 'disk-limit', reason: error.message }
    if (signal.aborted)
      return { outcome: 'interrupted', reason: 'the run was interrupted while the gather ran' }
    if (!limit.expired()) throw error
    return { outcome: 'timeout', reason: `the gather did not end within ${formatDuration(timeoutMs)}` }
  } finally {
    limit.clear()
  }
}

/** How the gather ended; `undefined` while it goes on. */
export function decideEnd(state: PodState): End | undefined {
  // Before the container's status: an eviction ends the containers too, with exit codes that are none of the gather's.
  const lost = whyLost(state)
  if (lost !== undefined) return { outcome: 'lost', reason: lost }
  const terminated = containerStatus(state.pod, gatherContainer)?.state?.terminated
  if (!terminated) return undefined
  const { exitCode, reason } = terminated
  const shown = reason === undefined || plainEnds.has(reason) ? undefined : reason
  return {
    outcome: 'completed',
    exitCode,
    terminated,
    ...(shown !== undefined && { reason: sentence(shown, undefined, undefined) }),
  }
}

/** When the container started and how long it ran, in the words of its node; a start that never was is 1970. */
export function runTimes({ startedAt, finishedAt }: Pick<Terminated, 'startedAt' | 'finishedAt'>): {
  startedAt?: string
  durationMs?: number
} {
  const start = Date.parse(startedAt ?? '')
  if (!(start > 0)) return {}
  const duration = Date.parse(finishedAt ?? '') - start
  return { startedAt: new Date(start).toISOString(), ...(duration >= 0 && { durationMs: duration }) }
}
