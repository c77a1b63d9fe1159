import type { KubeObject } from '../../../model/kubernetes.js'
import type { Controller, ReconcileTools } from './controller.js'
import { writeStatus } from './deployment-status.js'
import { controllerReference, ownedBy, ownerOfKind } from './owners.js'
import type { PodTemplate } from './pods.js'
import { templateHash } from './pods.js'
import type { ReplicaSetSpec, ReplicaSetStatus } from './replica-set.js'
import { planScales } from './rollout.js'

export interface DeploymentSpec {
  replicas?: number
  minReadySeconds?: number
  paused?: boolean
  progressDeadlineSeconds?: number
  revisionHistoryLimit?: number
  selector: { matchLabels?: Record<string, string> }
  strategy?: {
    type?: string
    rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string }
  }
  template: PodTemplate
}

/** The ReplicaSet of the template as it is now, and those of earlier ones. */
export interface Sets {
  current: KubeObject | undefined
  old: KubeObject[]
}

const revisionKey = 'deployment.kubernetes.io/revision'
const setType = 'replicasets.apps'

/** Deployment: one ReplicaSet per version of its template, and pods moved from the old ones to the newest. */
export const deployments: Controller = {
  name: 'deployment-controller',
  type: 'deployments.apps',
  watches: { [setType]: ownerOfKind('Deployment') },
  reconcile(deployment, tools) {
    const spec = deployment.spec as DeploymentSpec
    if (deployment.metadata.deletionTimestamp !== undefined) return undefined
    let sets = findSets(deployment, tools)
    if (!spec.paused) {
      sets = { ...sets, current: sets.current ?? createSet(deployment, sets.old, tools) }
      rollOut(deployment, sets, tools)
      prune(spec, sets.old, tools)
    }
    return writeStatus(deployment, findSets(deployment, tools), tools)
  },
}

function findSets(deployment: KubeObject, tools: ReconcileTools): Sets {
  const { template } = deployment.spec as DeploymentSpec
  const hash = templateHash(template)
  const all = ownedBy(tools.store, setType, deployment)
  const isCurrent = (set: KubeObject) => set.metadata.labels?.['pod-template-hash'] === hash
  return { current: all.find(isCurrent), old: all.filter((set) => !isCurrent(set)) }
}

function createSet(deployment: KubeObject, old: KubeObject[], tools: ReconcileTools): KubeObject {
  const spec = deployment.spec as DeploymentSpec
  const hash = templateHash(spec.template)
  const labels = { ...spec.template.metadata?.labels, 'pod-template-hash': hash }
  const revision = 1 + Math.max(0, ...old.map(revisionOf))
  const set = tools.store.create(setType, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace ?? 'default',
      labels,
      annotations: { ...ownAnnotations(deployment), [revisionKey]: String(revision) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: 0,
      ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
      selector: {
        ...spec.selector,
        matchLabels: { ...spec.selector.matchLabels, 'pod-template-hash': hash },
      },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
  })
  return set
}

function revisionOf(set: KubeObject): number {
  return Number(set.metadata.annotations?.[revisionKey] ?? 0)
}

function ownAnnotations(deployment: KubeObject): Record<string, string> {
  const entries = Object.entries(deployment.metadata.annotations ?? {})
  const kept = entries.filter(
    ([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration' && key !== revisionKey,
  )
  return Object.fromEntries(kept)
}

function rollOut(deployment: KubeObject, { current, old }: Sets, tools: ReconcileTools): void {
  if (!current) return
  const newest = 1 + Math.max(0, ...old.map(revisionOf))
  const revision = String(Math.max(newest, revisionOf(current)))
  annotate(tools, setType, current, revision)
  annotate(tools, 'deployments.apps', deployment, revision)
  const scales = planScales(deployment.spec as DeploymentSpec, stateOf(current), old.map(stateOf))
  const sets = [current, ...old]
  ;[scales.current, ...scales.old].forEach((replicas, index) => {
    const set = sets[index]
    if (set) scale(deployment, set, replicas, tools)
  })
}

/** The revision goes up when an old template comes back. */
function annotate(tools: ReconcileTools, type: string, object: KubeObject, revision: string): void {
  tools.store.modify(type, object.metadata.namespace, object.metadata.name, (draft) => {
    draft.metadata.annotations = { ...draft.metadata.annotations, [revisionKey]: revision }
  })
}

function stateOf(set: KubeObject) {
  const status = set.status as ReplicaSetStatus | undefined
  return {
    replicas: (set.spec as ReplicaSetSpec).replicas ?? 1,
    existing: status?.replicas ?? 0,
    available: status?.availableReplicas ?? 0,
  }
}

function scale(deployment: KubeObject, set: KubeObject, replicas: number, tools: ReconcileTools): void {
  const before = stateOf(set).replicas
  if (before === replicas) return
  tools.store.modify(setType, set.metadata.namespace, set.metadata.name, (draft) => {
    ;(draft.spec as ReplicaSetSpec).replicas = replicas
  })
  const way = replicas > before ? 'up' : 'down'
  const message = `Scaled ${way} replica set ${set.metadata.name} from ${before} to ${replicas}`
  tools.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message })
}

/** Old ReplicaSets are kept for undoing, so many and no more. */
function prune(spec: DeploymentSpec, old: KubeObject[], tools: ReconcileTools): void {
  const idle = old.filter((set) => stateOf(set).replicas === 0 && stateOf(set).existing === 0)
  const surplus = idle.length - (spec.revisionHistoryLimit ?? 10)
  const oldest = [...idle].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, surplus))
  for (const set of oldest) tools.store.delete(setType, set.metadata.namespace, set.metadata.name)
}
