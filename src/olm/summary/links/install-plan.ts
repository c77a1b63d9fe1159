import { conditionsOf } from '../../../kube/conditions.js'
import type { KubeObject } from '../../../model/kubernetes.js'
import type { OlmSnapshot } from '../../types.js'
import { since } from '../age.js'
import { conditionNamed, diagnosis, inline, listed, type Link } from '../diagnosis.js'
import { planFailures } from '../plan-failures.js'
import {
  specOf,
  statusOf,
  type InstallPlanSpec,
  type InstallPlanStatus,
  type PlanStep,
  type SubscriptionStatus,
} from '../shapes.js'
import type { OlmDiagnosis } from '../types.js'

/** The newest InstallPlan: whether it was approved, and what keeps it from its end. */
export const installPlan: Link = (snapshot, { now }) => {
  const [plan] = snapshot.installPlans
  if (!plan) return unseenPlan(snapshot)
  return unapproved(plan, snapshot) ?? failing(plan, snapshot) ?? underWay(plan, now)
}

/** A plan that the Subscription refers to, and that could not be read or is gone. */
function unseenPlan({ subscription, unread }: OlmSnapshot): OlmDiagnosis | undefined {
  const { installPlanRef } = statusOf<SubscriptionStatus>(subscription)
  if (installPlanRef?.name === undefined) return undefined
  const plan = { kind: 'InstallPlan', namespace: installPlanRef.namespace, name: installPlanRef.name }
  const pending = conditionNamed(subscription, 'InstallPlanPending')
  if (pending?.reason === 'RequiresApproval') return approvalOf(plan, 'it', pending)
  if (unread.includes('installplans.operators.coreos.com')) return undefined
  return diagnosis(plan, {
    cause: 'install-plan-missing',
    sentence: `InstallPlan ${plan.name}, which Subscription ${subscription.metadata.name} refers to, is gone`,
    condition: conditionNamed(subscription, 'InstallPlanMissing'),
    next: 'Delete the ClusterServiceVersion, if there is one, and create the Subscription again: OLM makes no second InstallPlan for one version.',
  })
}

export function isUnapproved(plan: KubeObject): boolean {
  const { phase } = statusOf<InstallPlanStatus>(plan)
  return phase === 'RequiresApproval' && specOf<InstallPlanSpec>(plan).approved !== true
}

function unapproved(plan: KubeObject, { subscription }: OlmSnapshot): OlmDiagnosis | undefined {
  if (!isUnapproved(plan)) return undefined
  const { clusterServiceVersionNames = [] } = specOf<InstallPlanSpec>(plan)
  return approvalOf(
    { kind: 'InstallPlan', namespace: plan.metadata.namespace, name: plan.metadata.name },
    listed(clusterServiceVersionNames),
    conditionNamed(subscription, 'InstallPlanPending'),
  )
}

function approvalOf(
  plan: { kind: string; namespace?: string | undefined; name: string },
  what: string,
  condition: OlmDiagnosis['condition'],
): OlmDiagnosis {
  return diagnosis(plan, {
    cause: 'approval-pending',
    sentence: `InstallPlan ${plan.name} waits for its approval, and would install ${what === 'it' ? 'the operator' : what}`,
    condition,
    next: `Approve it: set spec.approved of InstallPlan ${plan.name} in namespace ${plan.namespace ?? '?'} to true.`,
  })
}

/** A plan that has failed, or that OLM tries again and again: of the latter only its message speaks. */
function failing(plan: KubeObject, { subscription }: OlmSnapshot): OlmDiagnosis | undefined {
  const { phase, message = '', plan: steps = [] } = statusOf<InstallPlanStatus>(plan)
  const retried = phase === 'Installing' && message !== ''
  if (phase !== 'Failed' && !retried) return undefined
  const said = conditionsOf(plan).find(({ type, status }) => type === 'Installed' && status === 'False')
  const text = retried
    ? message.replace(/^retrying execution due to error: /, '')
    : (said?.message ?? message)
  const { cause, why, next } = planFailures(text, steps)
  return diagnosis(plan, {
    cause,
    sentence: `InstallPlan ${plan.metadata.name} ${retried ? 'is tried again and again' : 'has failed'}${atStep(steps)}: ${inline(why)}`,
    condition:
      conditionNamed(subscription, 'InstallPlanFailed') ??
      said ??
      conditionNamed(subscription, 'InstallPlanPending'),
    next: retried
      ? next
      : `${next} Then delete ClusterServiceVersion and Subscription and create the Subscription again: OLM does not try a failed InstallPlan again.`,
  })
}

const done = new Set(['Created', 'Present'])

/** The first step that was not carried out: OLM goes through them in order. */
function atStep(steps: readonly PlanStep[]): string {
  const step = steps.find(({ status }) => !done.has(status ?? ''))
  return step?.resource ? ` at ${step.resource.kind ?? '?'} ${step.resource.name ?? '?'}` : ''
}

function underWay(plan: KubeObject, now: Date): OlmDiagnosis | undefined {
  const { phase = 'without a phase', plan: steps = [] } = statusOf<InstallPlanStatus>(plan)
  if (phase === 'Complete') return undefined
  const carriedOut = steps.filter(({ status }) => done.has(status ?? '')).length
  return diagnosis(plan, {
    cause: 'installing',
    sentence: `InstallPlan ${plan.metadata.name} is ${phase}${since(plan, now)}, with ${carriedOut} of ${steps.length} steps carried out`,
    next: 'Wait; if it stays so, read the log of the catalog-operator.',
  })
}
