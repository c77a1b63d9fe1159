import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store } from '../store/types.js'
import type { Controller, ReconcileTools } from './controller.js'
import { keyOf } from './controller.js'
import { ownedBy, ownerOfKind } from './owners.js'
import type { PodTemplate } from './pods.js'
import { countReady, createPod, deletePod, isActive } from './pods.js'
import { ensureRevision } from './revisions.js'

interface DaemonSetSpec {
  minReadySeconds?: number
  updateStrategy?: { type?: string }
  template: PodTemplate
}

const type = 'daemonsets.apps'

/** DaemonSet: one pod on each node that it fits. */
export const daemonSets: Controller = {
  name: 'daemonset-controller',
  type,
  watches: {
    pods: ownerOfKind('DaemonSet'),
    nodes: (_, store: Store) => store.list(type).items.map(keyOf),
  },
  reconcile(set, tools) {
    const spec = set.spec as DaemonSetSpec
    if (set.metadata.deletionTimestamp !== undefined) return undefined
    const revision = ensureRevision(tools, set, spec.template)
    const nodes = tools.store.list('nodes').items.filter((node) => fits(spec, node))
    const pods = ownedBy(tools.store, 'pods', set)
    for (const pod of pods.filter(isActive)) {
      const outdated = pod.metadata.labels?.['controller-revision-hash'] !== revision
      if (outdated && spec.updateStrategy?.type !== 'OnDelete') deletePod(tools, set, pod)
    }
    for (const pod of pods) {
      if (!isActive(pod) && pod.metadata.deletionTimestamp === undefined) deletePod(tools, set, pod)
    }
    for (const node of nodes) {
      if (!pods.some((pod) => targetOf(pod) === node.metadata.name)) createOn(tools, set, node, revision)
    }
    return writeStatus(tools, set, nodes.length, revision)
  },
}

function fits({ template }: DaemonSetSpec, node: KubeObject): boolean {
  const labels = node.metadata.labels ?? {}
  const wanted = Object.entries((template.spec['nodeSelector'] ?? {}) as Record<string, string>)
  return wanted.every(([key, value]) => labels[key] === value)
}

function createOn(tools: ReconcileTools, set: KubeObject, node: KubeObject, revision: string): void {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node.metadata.name] }] }
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } }
  createPod(tools, set, (set.spec as DaemonSetSpec).template, {
    labels: {
      'controller-revision-hash': revision,
      'pod-template-generation': String(set.metadata.generation ?? 1),
    },
    spec: { affinity: { nodeAffinity } },
  })
}

interface PlacedSpec {
  nodeName?: string
  affinity?: {
    nodeAffinity?: {
      requiredDuringSchedulingIgnoredDuringExecution?: {
        nodeSelectorTerms?: { matchFields?: { values?: string[] }[] }[]
      }
    }
  }
}

function targetOf(pod: KubeObject): string | undefined {
  const { nodeName, affinity } = pod.spec as PlacedSpec
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0]
}

function writeStatus(
  tools: ReconcileTools,
  set: KubeObject,
  desired: number,
  revision: string,
): number | undefined {
  const pods = ownedBy(tools.store, 'pods', set).filter(isActive)
  const { ready, available, nextMs } = countReady(
    pods,
    (set.spec as DaemonSetSpec).minReadySeconds ?? 0,
    tools.now(),
  )
  const updated = pods.filter(
    ({ metadata }) => metadata.labels?.['controller-revision-hash'] === revision,
  ).length
  tools.store.modify(type, set.metadata.namespace, set.metadata.name, (draft) => {
    draft.status = {
      currentNumberScheduled: pods.length,
      numberMisscheduled: 0,
      desiredNumberScheduled: desired,
      numberReady: ready,
      observedGeneration: set.metadata.generation,
      ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
      ...(available > 0 ? { numberAvailable: available } : {}),
      ...(desired > available ? { numberUnavailable: desired - available } : {}),
    }
  })
  return nextMs
}
