import { classifyPull, type ImageFailure } from './image-failure.js'
import { gatherContainer } from './pod-manifest.js'
import { containerStatus, sentence, whyLost, type PodState, type Terminated } from './pod-status.js'

export type Start =
  | { kind: 'started' }
  | { kind: 'not-started'; reason: string; terminated?: Terminated }
  | { kind: 'no-image'; reason: string }
  | { kind: 'lost'; reason: string }

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

/** Whether a container has started, or why it never will; `undefined` while that is open. */
export function decideStart(state: PodState, container = gatherContainer): Start | undefined {
  const status = containerStatus(state.pod, container)
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

/** A pull that failed for reasons that are none of the image's, and may succeed when it is tried again. */
export function registryTrouble(
  { pod }: PodState,
  container = gatherContainer,
): { kind: 'registry-trouble'; reason: string } | undefined {
  const waiting = containerStatus(pod, container)?.state?.waiting
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
