import { troublesOf } from '../../kube/pod-trouble.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { OlmCause } from './causes.js'
import { inline } from './diagnosis.js'

/** What keeps a pod from being ready, as far as it is a cause of its own. */
export interface PodProblem {
  cause: Extract<OlmCause, 'image-not-pulled' | 'crash-looping' | 'pod-not-scheduled' | 'pod-not-ready'>
  /** Goes on after the pod's name: `cannot pull image x: ...`. */
  text: string
  next: string
}

interface ContainerStatus {
  name: string
  image?: string
  restartCount?: number
  ready?: boolean
  state?: { waiting?: { reason?: string; message?: string }; terminated?: Terminated }
  lastState?: { terminated?: Terminated }
}

interface Terminated {
  exitCode?: number
  reason?: string
  message?: string
}

interface PodStatus {
  phase?: string
  conditions?: { type: string; status: string; message?: string }[]
  initContainerStatuses?: ContainerStatus[]
  containerStatuses?: ContainerStatus[]
}

const imageReasons = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
])

const gravest = ['image-not-pulled', 'crash-looping', 'pod-not-scheduled', 'pod-not-ready'] as const

/** The pod with the gravest problem, and the problem; `undefined` where all are well or have ended well. */
export function worstPod(pods: readonly KubeObject[]): { pod: KubeObject; problem: PodProblem } | undefined {
  const found = pods.flatMap((pod) => {
    const problem = problemOf(pod)
    return problem ? [{ pod, problem }] : []
  })
  return gravest.map((cause) => found.find(({ problem }) => problem.cause === cause)).find(Boolean)
}

export function problemOf(pod: KubeObject): PodProblem | undefined {
  const status = (pod.status ?? {}) as PodStatus
  if (status.phase === 'Succeeded' || pod.metadata.deletionTimestamp !== undefined) return undefined
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  return (
    containers.map((row) => imageProblem(row, pod)).find(Boolean) ??
    containers.map(crash).find(Boolean) ??
    unscheduled(status) ??
    notReady(pod)
  )
}

function imageProblem({ name, image, state }: ContainerStatus, pod: KubeObject): PodProblem | undefined {
  const { reason, message } = state?.waiting ?? {}
  if (reason === undefined || !imageReasons.has(reason)) return undefined
  const why = inline(shortPullMessage(message), 300)
  return {
    cause: 'image-not-pulled',
    text: `cannot pull image ${askedImage(pod, name) ?? image ?? '?'} (${reason})${why ? `: ${why}` : ''}`,
    next: 'Correct the image reference, push the image, or give the namespace a pull secret for its registry.',
  }
}

/** The image as the pod's spec names it: the status may name another tag of the same content. */
function askedImage(pod: KubeObject, container: string): string | undefined {
  const { containers = [], initContainers = [] } = (pod.spec ?? {}) as Record<
    string,
    { name: string; image?: string }[] | undefined
  >
  return [...initContainers, ...containers].find(({ name }) => name === container)?.image
}

/** A runtime repeats the reference with each step that failed; the last part is what is new. */
function shortPullMessage(message = ''): string {
  return message.replace(/^.*failed to (?:do request|resolve (?:reference|image)[^:]*): /s, '')
}

function crash({ name, state, lastState, restartCount = 0, ready }: ContainerStatus): PodProblem | undefined {
  const waiting = state?.waiting
  const ended = [state?.terminated, lastState?.terminated].find((one) => one && one.exitCode !== 0)
  if (waiting?.reason !== 'CrashLoopBackOff' && (ready || !ended)) {
    if (waiting?.reason === undefined || !startReasons.has(waiting.reason)) return undefined
    return {
      cause: 'crash-looping',
      text: `cannot start container ${name} (${waiting.reason})${waiting.message ? `: ${inline(waiting.message, 300)}` : ''}`,
      next: 'Correct what the message names in the Deployment of the CSV.',
    }
  }
  const last = ended ? `, with exit code ${ended.exitCode ?? '?'}${reasonOf(ended)}` : ''
  return {
    cause: 'crash-looping',
    text:
      restartCount === 0
        ? `has ended: container ${name}${last}`
        : `ends again and again: container ${name} was restarted ${times(restartCount)}${last}`,
    next: `Read the container's log of its last run: kubectl logs --previous -c ${name}.`,
  }
}

const startReasons = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'StartError',
])

function reasonOf({ reason, message }: Terminated): string {
  const what = reason && reason !== 'Error' ? ` (${reason})` : ''
  return `${what}${message ? `: ${inline(lastLine(message), 200)}` : ''}`
}

/** Programs say at their end why they end. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function unscheduled({ conditions = [] }: PodStatus): PodProblem | undefined {
  const row = conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False')
  if (!row) return undefined
  return {
    cause: 'pod-not-scheduled',
    text: `finds no node: ${inline(row.message)}`,
    next: 'Give the cluster a node that fits, or lower what the pod asks for.',
  }
}

function notReady(pod: KubeObject): PodProblem | undefined {
  const [trouble] = troublesOf(pod)
  if (!trouble) return undefined
  return {
    cause: 'pod-not-ready',
    text: `is not ready: ${inline(trouble.text, 300)}`,
    next: "Wait for it; if it stays so, read its log and its container's readiness probe.",
  }
}
