import type { KubeObject } from '../../../model/kubernetes.js'
import { at } from './json.js'
import { timestamp } from './object-meta.js'
import type { DeleteOptions, ResourceType, TypeName } from './types.js'

const propagationFinalizers = { Foreground: 'foregroundDeletion', Orphan: 'orphan' } as const

/**
 * The object as a deletion leaves it: marked, and waiting for its finalizers, its grace period or its namespace's
 * emptying; `undefined` where nothing holds it and it goes at once.
 */
export function deletion(
  type: ResourceType,
  typeName: TypeName,
  current: KubeObject,
  options: DeleteOptions,
  now: Date,
): KubeObject | undefined {
  const finalizers = finalizersAfter(typeName, current, options)
  const grace = typeName === 'pods' ? podGrace(current, options) : 0
  const held = finalizers.length > 0 || grace > 0 || typeName === 'namespaces'
  if (!held) return undefined
  return marked(type, typeName, current, finalizers, grace, now)
}

function finalizersAfter(typeName: TypeName, current: KubeObject, options: DeleteOptions): string[] {
  const finalizers = new Set(current.metadata.finalizers ?? [])
  if (options.propagation && options.propagation !== 'Background')
    finalizers.add(propagationFinalizers[options.propagation])
  if (typeName === 'customresourcedefinitions.apiextensions.k8s.io') {
    finalizers.add('customresourcecleanup.apiextensions.k8s.io')
  }
  return [...finalizers]
}

/** Seconds that a pod is given: none where it never reached a node or has ended; a second deletion can only shorten it. */
function podGrace(pod: KubeObject, options: DeleteOptions): number {
  const phase = at(pod, 'status', 'phase')
  if (at(pod, 'spec', 'nodeName') === undefined || phase === 'Succeeded' || phase === 'Failed') return 0
  const asked = options.gracePeriodSeconds ?? Number(at(pod, 'spec', 'terminationGracePeriodSeconds') ?? 30)
  const left = pod.metadata.deletionGracePeriodSeconds
  return Math.max(0, left === undefined ? asked : Math.min(asked, left))
}

function marked(
  type: ResourceType,
  typeName: TypeName,
  current: KubeObject,
  finalizers: string[],
  grace: number,
  now: Date,
): KubeObject {
  const again = current.metadata.deletionTimestamp !== undefined
  const unchanged = again && current.metadata.deletionGracePeriodSeconds === grace
  const metadata = {
    ...current.metadata,
    ...(finalizers.length > 0 ? { finalizers } : {}),
    deletionTimestamp: unchanged
      ? (current.metadata.deletionTimestamp ?? '')
      : timestamp(new Date(now.getTime() + grace * 1000)),
    ...(typeName === 'namespaces' ? {} : { deletionGracePeriodSeconds: grace }),
  }
  if (!again && type.countsGeneration) metadata.generation = (metadata.generation ?? 0) + 1
  if (typeName !== 'namespaces') return { ...current, metadata }
  return { ...current, metadata, status: { ...(current.status as object | undefined), phase: 'Terminating' } }
}
