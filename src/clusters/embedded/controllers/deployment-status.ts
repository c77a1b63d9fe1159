import type { KubeObject } from '../../../model/kubernetes.js'
import type { WorkloadCondition } from './conditions.js'
import { setConditions } from './conditions.js'
import type { ReconcileTools } from './controller.js'
import type { DeploymentSpec, Sets } from './deployment.js'
import type { ReplicaSetStatus } from './replica-set.js'
import { maxUnavailable } from './rollout.js'

interface DeploymentStatus {
  conditions?: WorkloadCondition[]
  [field: string]: unknown
}

/** Writes the Deployment's counts and conditions; gives the time until its progress deadline. */
export function writeStatus(
  deployment: KubeObject,
  { current, old }: Sets,
  tools: ReconcileTools,
): number | undefined {
  const spec = deployment.spec as DeploymentSpec
  const replicas = spec.replicas ?? 1
  const sum = (field: keyof ReplicaSetStatus) =>
    [current, ...old].reduce(
      (total, set) => total + ((set?.status as ReplicaSetStatus | undefined)?.[field] ?? 0),
      0,
    )
  const counts = {
    replicas: sum('replicas'),
    updatedReplicas: (current?.status as ReplicaSetStatus | undefined)?.replicas ?? 0,
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('availableReplicas'),
    unavailableReplicas: Math.max(0, replicas - sum('availableReplicas')),
  }
  const previous = (deployment.status ?? {}) as DeploymentStatus
  const before = previous.conditions ?? []
  const available = counts.availableReplicas >= replicas - maxUnavailable(spec)
  const complete =
    counts.updatedReplicas === replicas &&
    counts.replicas === replicas &&
    counts.availableReplicas >= replicas
  const moved = Object.entries(counts).some(([field, value]) => (previous[field] ?? 0) !== value)
  const progress = progressing(deployment, current, { complete, moved, before }, tools)
  const conditions = setConditions(
    before,
    [availability(available), ...progress.conditions],
    tools.timestamp(),
  )
  const touched = conditions.map((condition) =>
    condition.type === 'Progressing' && moved
      ? { ...condition, lastUpdateTime: tools.timestamp() }
      : condition,
  )
  tools.store.modify('deployments.apps', deployment.metadata.namespace, deployment.metadata.name, (draft) => {
    const shown = Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0))
    draft.status = { observedGeneration: draft.metadata.generation, ...shown, conditions: touched }
  })
  return progress.againMs
}

function availability(available: boolean): WorkloadCondition {
  return available
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      }
}

interface Progress {
  complete: boolean
  moved: boolean
  before: WorkloadCondition[]
}

function progressing(
  deployment: KubeObject,
  current: KubeObject | undefined,
  { complete, moved, before }: Progress,
  tools: ReconcileTools,
): { conditions: WorkloadCondition[]; againMs?: number } {
  const spec = deployment.spec as DeploymentSpec
  if (!current) return { conditions: [] }
  const { name } = current.metadata
  const condition = (status: string, reason: string, message: string) => ({
    type: 'Progressing',
    status,
    reason,
    message,
  })
  if (complete) {
    return {
      conditions: [
        condition('True', 'NewReplicaSetAvailable', `ReplicaSet "${name}" has successfully progressed.`),
      ],
    }
  }
  const last = before.find(({ type }) => type === 'Progressing')
  const done = last?.reason === 'NewReplicaSetAvailable' && last.message.includes(`"${name}"`)
  const stuck = last?.reason === 'ProgressDeadlineExceeded' && last.message.includes(`"${name}"`) && !moved
  if (done || stuck) return { conditions: [] }
  const deadlineMs = (spec.progressDeadlineSeconds ?? 600) * 1000
  const since =
    last?.lastUpdateTime && !moved && last.message.includes(`"${name}"`)
      ? Date.parse(last.lastUpdateTime)
      : tools.now().getTime()
  const leftMs = since + deadlineMs - tools.now().getTime()
  if (leftMs <= 0) {
    return {
      conditions: [
        condition('False', 'ProgressDeadlineExceeded', `ReplicaSet "${name}" has timed out progressing.`),
      ],
    }
  }
  const updated = condition('True', 'ReplicaSetUpdated', `ReplicaSet "${name}" is progressing.`)
  return { conditions: [updated], againMs: leftMs + 1000 }
}
