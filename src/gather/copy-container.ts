import { deadline } from '../lib/deadline.js'
import { copyContainer } from './pod-manifest.js'
import { containerStatus, sentence, whyLost, type PodState } from './pod-status.js'
import type { PodWatch } from './pod-watch.js'

/** How long the second container may start later than the first. */
const lateMs = 15_000

/** Waits until the container `copy` runs; says why it does not. Rejects with the signal's reason. */
export async function copyContainerProblem(
  watch: PodWatch,
  signal: AbortSignal,
): Promise<string | undefined> {
  const limit = deadline(lateMs, signal)
  try {
    return (await watch.until(decide, limit.signal)).problem
  } catch (error) {
    if (!limit.expired()) throw error
    return 'the container copy did not start'
  } finally {
    limit.clear()
  }
}

function decide(state: PodState): { problem?: string } | undefined {
  const lost = whyLost(state)
  const { running, terminated, waiting } = containerStatus(state.pod, copyContainer)?.state ?? {}
  if (running && lost === undefined) return {}
  if (terminated)
    return { problem: sentence('the container copy ended', terminated.reason, terminated.message) }
  if (lost !== undefined) return { problem: lost }
  if (!/Error|Invalid|BackOff/.test(waiting?.reason ?? '')) return undefined
  return { problem: sentence('the container copy did not start', waiting?.reason, waiting?.message) }
}

/** Whether the container could not start for want of the shell that it waits in. */
export function isBashMissing(problem: string): boolean {
  return problem.includes('/bin/bash') && /no such file|not found/i.test(problem)
}
