import { createHash } from 'node:crypto'
import type { KubeObject } from '../../../model/kubernetes.js'
import { ApiError } from '../store/api-error.js'
import type { ReconcileTools } from './controller.js'
import { controllerReference } from './owners.js'

/** `spec.template` of a workload. */
export interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> }
  spec: Record<string, unknown>
}

interface PodStatus {
  phase?: string
  conditions?: { type: string; status: string; lastTransitionTime: string }[]
}

export interface NewPod {
  name?: string
  labels?: Record<string, string>
  /** Put over the template's spec. */
  spec?: Record<string, unknown>
}

/** Creates a pod from the owner's template and says so in the owner's events. Throws what the API answers. */
export function createPod(
  tools: ReconcileTools,
  owner: KubeObject,
  template: PodTemplate,
  wanted: NewPod = {},
): KubeObject {
  const { labels, annotations } = template.metadata ?? {}
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(wanted.name === undefined
        ? { name: '', generateName: `${owner.metadata.name}-` }
        : { name: wanted.name }),
      namespace: owner.metadata.namespace ?? 'default',
      labels: { ...labels, ...wanted.labels },
      ...(annotations ? { annotations } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: { ...structuredClone(template.spec), ...wanted.spec },
  }
  try {
    const created = tools.store.create('pods', pod)
    tools.record(owner, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: createdMessage(owner, created),
    })
    return created
  } catch (error) {
    if (error instanceof ApiError) {
      tools.record(owner, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${error.message}`,
      })
    }
    throw error
  }
}

function createdMessage(owner: KubeObject, pod: KubeObject): string {
  const { name } = pod.metadata
  if (owner.kind !== 'StatefulSet') return `Created pod: ${name}`
  return `create Pod ${name} in StatefulSet ${owner.metadata.name} successful`
}

export function deletePod(tools: ReconcileTools, owner: KubeObject, pod: KubeObject): void {
  tools.store.delete('pods', pod.metadata.namespace, pod.metadata.name, { uid: pod.metadata.uid })
  tools.record(owner, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `Deleted pod: ${pod.metadata.name}`,
  })
}

export function phaseOf(pod: KubeObject): string {
  return (pod.status as PodStatus | undefined)?.phase ?? 'Pending'
}

/** Neither ended nor on its way out. */
export function isActive(pod: KubeObject): boolean {
  return pod.metadata.deletionTimestamp === undefined && !['Succeeded', 'Failed'].includes(phaseOf(pod))
}

/** Since when a pod has been ready, in milliseconds; `undefined` where it is not. */
export function readySince(pod: KubeObject): number | undefined {
  const ready = (pod.status as PodStatus | undefined)?.conditions?.find(({ type }) => type === 'Ready')
  return ready?.status === 'True' ? Date.parse(ready.lastTransitionTime) : undefined
}

export interface Readiness {
  ready: number
  available: number
  /** Milliseconds until another one counts as available. */
  nextMs?: number | undefined
}

/** How many pods are ready, and how many have been for `minReadySeconds`. */
export function countReady(pods: KubeObject[], minReadySeconds: number, now: Date): Readiness {
  const since = pods.map(readySince).filter((time) => time !== undefined)
  const waits = since.map((time) => time + minReadySeconds * 1000 - now.getTime()).filter((wait) => wait > 0)
  const available = since.length - (minReadySeconds > 0 ? waits.length : 0)
  return {
    ready: since.length,
    available,
    nextMs: minReadySeconds > 0 && waits.length > 0 ? Math.min(...waits) + 50 : undefined,
  }
}

const safeLetters = 'bcdfghjklmnpqrstvwxz2456789'

/** A short name for a pod template's content, without vowels, as pod-template-hash has it. */
export function templateHash(template: unknown, collisions = 0): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([template, collisions]))
    .digest()
  return [...digest.subarray(0, 10)].map((byte) => safeLetters[byte % safeLetters.length]).join('')
}
