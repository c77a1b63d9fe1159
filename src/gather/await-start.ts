import { deadline, type Deadline } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { ExpectedError } from '../model/errors.js'
import { classifyPull, type ImageFailure } from './image-failure.js'
import { gatherContainer } from './pod-manifest.js'
import {
  condition,
  containerStatus,
  sentence,
  whyLost,
  type PodState,
  type Terminated,
} from './pod-status.js'
import type { PodWatch } from './pod-watch.js'

export type Start =
  | { kind: 'started' }
  | { kind: 'not-started'; reason: string; terminated?: Terminated }
  | { kind: 'no-image'; reason: string }
  | { kind: 'lost'; reason: string }

/** A kubelet tries again after 10 s and 20 s: a registry that hiccups once costs no run. */
const registryPatienceMs = 35_000

const pullReasons = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
])
const startReasons = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'StartError',
])

/**
 * Waits until the container `gather` runs or has ended, or can be seen never to. At the deadline throws
 * `gather.not-scheduled` or `gather.start-timeout`; `gather.registry-unreachable` where a pull failed for reasons
 * that are none of the image's; the signal's reason on abort.
 */
export async function awaitStart(watch: PodWatch, starting: Deadline, startMs: number): Promise<Start> {
  try {
    const first = await watch.until((state) => decide(state) ?? registryTrouble(state), starting.signal)
    return first.kind === 'registry-trouble'
      ? await beyondTrouble(watch, first.reason, starting.signal)
      : first
  } catch (error) {
    throw starting.expired() && !(error instanceof ExpectedError) ? notInTime(watch.state, startMs) : error
  }
}

async function beyondTrouble(watch: PodWatch, reason: string, signal: AbortSignal): Promise<Start> {
  const patience = deadline(registryPatienceMs, signal)
  try {
    return await watch.until(decide, patience.signal)
  } catch (error) {
    // At the deadline of the start too: it was the registry that took the time.
    if (error instanceof ExpectedError || error !== patience.signal.reason) throw error
    throw unreachable(registryTrouble(watch.state)?.reason ?? reason)
  } finally {
    patience.clear()
  }
}

function decide(state: PodState): Start | undefined {
  const status = containerStatus(state.pod, gatherContainer)
  const { running, terminated, waiting } = status?.state ?? {}
  if (terminated) return wasStarted(terminated) ? { kind: 'started' } : notStarted(terminated)
  const lost = whyLost(state)
  if (lost !== undefined) return { kind: 'lost', reason: lost }
  if (running) return { kind: 'started' }
  if (waiting?.reason === undefined) return undefined
  const reason = sentence(waiting.reason, undefined, waiting.message)
  if (startReasons.has(waiting.reason)) return { kind: 'not-started', reason }
  const failure = pullFailure(waiting)
  return failure === undefined || failure === 'registry-trouble' ? undefined : { kind: 'no-image', reason }
}

/** containerd and CRI-O report a program that cannot be run as a container that ended with 127 or 128. */
function wasStarted({ reason }: Terminated): boolean {
  return reason === undefined || !(startReasons.has(reason) || reason === 'ContainerCannotRun')
}

function notStarted(terminated: Terminated): Start {
  return {
    kind: 'not-started',
    reason: sentence(terminated.reason ?? 'not started', undefined, terminated.message),
    terminated,
  }
}

function registryTrouble({ pod }: PodState): { kind: 'registry-trouble'; reason: string } | undefined {
  const waiting = containerStatus(pod, gatherContainer)?.state?.waiting
  if (waiting?.reason === undefined || pullFailure(waiting) !== 'registry-trouble') return undefined
  return { kind: 'registry-trouble', reason: sentence(waiting.reason, undefined, waiting.message) }
}

function pullFailure({
  reason = '',
  message = '',
}: {
  reason?: string
  message?: string
}): ImageFailure | undefined {
  // Older kubelets say in a back-off only that there is one; the failure before it said why.
  if (/^Back-off pulling image "[^"]*"$/.test(message)) return undefined
  return pullReasons.has(reason) ? classifyPull(`${reason}: ${message}`) : undefined
}

function unreachable(reason: string): ExpectedError {
  return new ExpectedError({
    code: 'gather.registry-unreachable',
    message: `the must-gather image could not be pulled, and not because the registry does not have it: ${reason}`,
    next: 'Check that the nodes of the cluster reach the registry, and try again.',
    exitCode: 3,
  })
}

function notInTime({ pod }: PodState, timeoutMs: number): ExpectedError {
  const scheduled = condition(pod, 'PodScheduled')
  const waited = `within ${formatDuration(timeoutMs)}`
  if (scheduled?.status !== 'True') {
    return new ExpectedError({
      code: 'gather.not-scheduled',
      message: sentence(`no node took the must-gather pod ${waited}`, scheduled?.reason, scheduled?.message),
      next: 'Give the cluster a ready Linux node with room for one more pod, or allow more time to start.',
      exitCode: 3,
    })
  }
  const waiting = containerStatus(pod, gatherContainer)?.state?.waiting
  return new ExpectedError({
    code: 'gather.start-timeout',
    message: sentence(`the container gather did not start ${waited}`, waiting?.reason, waiting?.message),
    next: 'Look at events.json of the capture: a slow pull or a volume that cannot be mounted shows there.',
    exitCode: 4,
  })
}
