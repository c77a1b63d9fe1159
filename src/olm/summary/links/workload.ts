import { conditionsOf, hasCondition, type Condition } from '../../../kube/conditions.js'
import type { KubeObject } from '../../../model/kubernetes.js'
import type { OlmSnapshot } from '../../types.js'
import { csvCondition } from '../csv-condition.js'
import { diagnosis, inline } from '../diagnosis.js'
import { worstPod } from '../pod-problem.js'
import { specOf, statusOf, type CsvSpec, type CsvStatus } from '../shapes.js'
import type { OlmDiagnosis } from '../types.js'

const deployedPhases = new Set(['InstallReady', 'Installing', 'Succeeded', 'Failed'])

/** What a CSV deploys: Deployments, their pods, and the APIs and webhooks that they serve. */
export function workload(csv: KubeObject, snapshot: OlmSnapshot): OlmDiagnosis | undefined {
  const { phase = '' } = statusOf<CsvStatus>(csv)
  if (!deployedPhases.has(phase)) return undefined
  // What has succeeded may be restarted or scaled, and OLM tries its APIs and webhooks by itself: down is what counts.
  if (phase === 'Succeeded')
    return deployments(csv, snapshot, (one) => !hasCondition(one, 'Available', 'False'))
  return deployments(csv, snapshot, isRolledOut) ?? apiService(csv, snapshot) ?? webhook(csv)
}

function deployments(
  csv: KubeObject,
  snapshot: OlmSnapshot,
  isWell: (deployment: KubeObject) => boolean,
): OlmDiagnosis | undefined {
  const { install } = specOf<CsvSpec>(csv)
  const wanted = (install?.spec?.deployments ?? []).flatMap(({ name }) => name ?? [])
  const of = (name: string) => snapshot.deployments.find(({ metadata }) => metadata.name === name)
  for (const name of wanted) {
    const deployment = of(name)
    if (deployment && isWell(deployment)) continue
    const found = deployment ? troubled(deployment, snapshot) : missing(csv, name, snapshot)
    if (found) return found
  }
  return undefined
}

/** A CSV that was only just begun has none yet, which is no trouble. */
function missing(csv: KubeObject, name: string, { unread }: OlmSnapshot): OlmDiagnosis | undefined {
  const { reason, message } = statusOf<CsvStatus>(csv)
  if (unread.includes('deployments.apps') || reason === 'AllRequirementsMet') return undefined
  return diagnosis(csv, {
    cause: 'deployment-not-progressing',
    sentence: `ClusterServiceVersion ${csv.metadata.name} has no Deployment ${name}: ${inline(message)}`,
    condition: csvCondition(csv),
    next: 'Correct what the message names; if the Deployment was deleted, OLM makes it again.',
  })
}

/** A Deployment that is not where it should be, with its pod's own reason where there is one. */
function troubled(deployment: KubeObject, snapshot: OlmSnapshot): OlmDiagnosis {
  const { name } = deployment.metadata
  const refused = replicaFailure(deployment, snapshot)
  const condition =
    refused ??
    conditionOf(deployment, 'Progressing', 'False') ??
    conditionOf(deployment, 'Available', 'False')
  const worst = worstPod(newestPods(deployment, snapshot))
  const isLate = condition?.reason === 'ProgressDeadlineExceeded'
  if (worst && (worst.problem.cause !== 'pod-not-ready' || !refused))
    return diagnosis(worst.pod, {
      cause:
        isLate && worst.problem.cause === 'pod-not-ready'
          ? 'deployment-not-progressing'
          : worst.problem.cause,
      sentence: `Deployment ${name} ${isLate ? 'is past its progress deadline' : 'does not become available'}: its pod ${worst.pod.metadata.name} ${worst.problem.text}`,
      condition,
      next: worst.problem.next,
    })
  return diagnosis(deployment, {
    cause: 'deployment-not-progressing',
    sentence: `Deployment ${name} does not become available: ${inline(condition?.message) || 'it does not say why'}`,
    condition,
    next: refused
      ? 'Correct what the message names: a quota, a policy for pods, or an account that is missing.'
      : 'Wait; if it stays so, read the events of its ReplicaSet.',
  })
}

/** All pods are of the newest template and available: one of an older template may still hide that the new one does not come. */
function isRolledOut(deployment: KubeObject): boolean {
  const { replicas: wanted = 1 } = (deployment.spec ?? {}) as { replicas?: number }
  const {
    replicas = 0,
    updatedReplicas = 0,
    availableReplicas = 0,
  } = (deployment.status ?? {}) as Record<string, number | undefined>
  const isNew = updatedReplicas >= wanted && updatedReplicas === replicas
  return wanted === 0 || (hasCondition(deployment, 'Available') && isNew && availableReplicas >= wanted)
}

function conditionOf(object: KubeObject, type: string, status: string): Condition | undefined {
  return conditionsOf(object).find((row) => row.type === type && row.status === status)
}

/** Pods that were refused: by a quota, an admission, a missing account. */
function replicaFailure(deployment: KubeObject, { replicaSets }: OlmSnapshot): Condition | undefined {
  return [deployment, ...replicaSets.filter((set) => isOwnedBy(set, deployment))]
    .map((object) => conditionOf(object, 'ReplicaFailure', 'True'))
    .find(Boolean)
}

/** Of the newest ReplicaSet alone: what it replaces may run well until the end. */
function newestPods(deployment: KubeObject, { replicaSets, pods }: OlmSnapshot): KubeObject[] {
  const sets = replicaSets.filter((set) => isOwnedBy(set, deployment))
  const [newest] = sets.sort((a, b) => revisionOf(b) - revisionOf(a))
  return newest ? pods.filter((pod) => isOwnedBy(pod, newest)) : []
}

function revisionOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0)
}

function isOwnedBy({ metadata }: KubeObject, { kind, metadata: owner }: KubeObject): boolean {
  return (
    metadata.ownerReferences?.some((reference) =>
      reference.uid && owner.uid
        ? reference.uid === owner.uid
        : reference.kind === kind && reference.name === owner.name,
    ) ?? false
  )
}

function apiService(csv: KubeObject, { apiServices }: OlmSnapshot): OlmDiagnosis | undefined {
  const broken = apiServices.find((one) => conditionOf(one, 'Available', 'False'))
  const condition = broken && conditionOf(broken, 'Available', 'False')
  const { message = '' } = statusOf<CsvStatus>(csv)
  if (broken)
    return diagnosis(broken, {
      cause: 'apiservice-not-ready',
      sentence: `APIService ${broken.metadata.name} of ${csv.metadata.name} is not available (${condition?.reason ?? '?'}): ${inline(condition?.message)}`,
      condition,
      next: 'See that the pod behind it serves that API under its Service with the certificate that OLM made.',
    })
  if (!/apiservice/i.test(message)) return undefined
  return diagnosis(csv, {
    cause: 'apiservice-not-ready',
    sentence: `ClusterServiceVersion ${csv.metadata.name} runs, and its APIServices are not installed: ${inline(message)}`,
    condition: csvCondition(csv),
    next: 'See that the pod serves the APIs that the CSV owns, and read the log of the olm-operator.',
  })
}

function webhook(csv: KubeObject): OlmDiagnosis | undefined {
  const { message = '' } = statusOf<CsvStatus>(csv)
  if (!/webhook/i.test(message)) return undefined
  return diagnosis(csv, {
    cause: 'webhook-not-ready',
    sentence: `ClusterServiceVersion ${csv.metadata.name} runs, and a webhook of it is not ready: ${inline(message)}`,
    condition: csvCondition(csv),
    next: 'See that the pod serves the webhook under its Service, and that no older webhook of another CSV refuses the change.',
  })
}
