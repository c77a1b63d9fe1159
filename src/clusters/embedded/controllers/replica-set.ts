import type { KubeObject } from '../../../model/kubernetes.js'
import type { Controller } from './controller.js'
import { ownedBy, ownerOfKind } from './owners.js'
import type { PodTemplate } from './pods.js'
import { countReady, createPod, deletePod, isActive, readySince } from './pods.js'

export interface ReplicaSetSpec {
  replicas?: number
  minReadySeconds?: number
  selector: { matchLabels?: Record<string, string> }
  template: PodTemplate
}

export interface ReplicaSetStatus {
  replicas: number
  readyReplicas?: number
  availableReplicas?: number
}

/** ReplicaSet: as many pods as it says. */
export const replicaSets: Controller = {
  name: 'replicaset-controller',
  type: 'replicasets.apps',
  watches: { pods: ownerOfKind('ReplicaSet') },
  reconcile(set, tools) {
    const spec = set.spec as ReplicaSetSpec
    const pods = ownedBy(tools.store, 'pods', set).filter(isActive)
    const wanted = set.metadata.deletionTimestamp === undefined ? (spec.replicas ?? 1) : pods.length
    for (const pod of surplus(pods, pods.length - wanted)) deletePod(tools, set, pod)
    for (let count = pods.length; count < wanted; count++) createPod(tools, set, spec.template)

    const current = ownedBy(tools.store, 'pods', set).filter(isActive)
    const { ready, available, nextMs } = countReady(current, spec.minReadySeconds ?? 0, tools.now())
    tools.store.modify('replicasets.apps', set.metadata.namespace, set.metadata.name, (draft) => {
      draft.status = {
        replicas: current.length,
        ...(current.length > 0 ? { fullyLabeledReplicas: current.length } : {}),
        ...(ready > 0 ? { readyReplicas: ready } : {}),
        ...(available > 0 ? { availableReplicas: available } : {}),
        observedGeneration: set.metadata.generation,
      }
    })
    return nextMs
  },
}

/** Those that are not ready first, then the youngest. */
function surplus(pods: KubeObject[], count: number): KubeObject[] {
  if (count <= 0) return []
  const readiness = (pod: KubeObject) => (readySince(pod) === undefined ? 0 : 1)
  const age = (pod: KubeObject) => Date.parse(pod.metadata.creationTimestamp ?? '')
  return [...pods].sort((a, b) => readiness(a) - readiness(b) || age(b) - age(a)).slice(0, count)
}
