import type { KubeObject } from '../model/kubernetes.js'

export interface Pod extends KubeObject {
  spec?: { nodeName?: string }
  status?: {
    phase?: string
    reason?: string
    message?: string
    conditions?: { type: string; status: string; reason?: string; message?: string }[]
    containerStatuses?: ContainerStatus[]
  }
}

export interface ContainerStatus {
  name: string
  imageID?: string
  state?: {
    waiting?: { reason?: string; message?: string }
    running?: { startedAt?: string | null }
    terminated?: Terminated
  }
}

export interface Terminated {
  exitCode: number
  signal?: number
  reason?: string
  message?: string
  startedAt?: string | null
  finishedAt?: string | null
}

/** A pod as it was last seen; `gone` once it was deleted. */
export interface PodState {
  pod: Pod
  gone: boolean
  /** Why its node cannot be asked any more. */
  nodeLost?: string
}

/** The order of `containerStatuses` is not that of the containers: only the name tells. */
export function containerStatus(pod: Pod, name: string): ContainerStatus | undefined {
  return pod.status?.containerStatuses?.find((status) => status.name === name)
}

export function condition(pod: Pod, type: string) {
  return pod.status?.conditions?.find((row) => row.type === type)
}

/** Why the pod is lost: deleted, evicted, its node gone; `undefined` while it is not. */
export function whyLost({ pod, gone, nodeLost }: PodState): string | undefined {
  if (nodeLost !== undefined) return nodeLost
  const { phase, reason, message } = pod.status ?? {}
  const disruption = condition(pod, 'DisruptionTarget')
  const by = disruption?.status === 'True' ? disruption : undefined
  if (gone || pod.metadata.deletionTimestamp !== undefined)
    return sentence('the pod was deleted while the gather ran', by?.reason, by?.message)
  // A pod that simply ended has no reason of its own; Evicted, NodeLost, DeadlineExceeded, ... say one.
  if (phase === 'Failed' && reason !== undefined) return sentence(`the pod failed`, reason, message)
  if (phase === 'Unknown') return 'the node of the pod no longer answers'
  return phase === 'Failed' && by ? sentence('the pod failed', by.reason, by.message) : undefined
}

/** `what: Reason: message`, with what there is. */
export function sentence(what: string, reason: string | undefined, message: string | undefined): string {
  return [what, reason, message?.trim()].filter((part) => part !== undefined && part !== '').join(': ')
}
