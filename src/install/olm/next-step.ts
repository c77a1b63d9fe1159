import { conditionsOf, troublesOf } from '../../kube/index.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { OlmState } from './state.js'

/** What an install through OLM is to come to. */
export interface OlmGoal {
  /** The CSV of the bundle. */
  target: string
  /** The one that is installed first, where it is another. */
  startingCSV?: string | undefined
}

export type NextStep =
  | { do: 'wait'; for: string }
  | { do: 'approve'; plan: KubeObject }
  | { do: 'done' }
  /** OLM does not get on. What is `final` stays so; the rest it may yet get over, and is given time for. */
  | { do: 'stop'; sign: string; final: boolean }

/** What follows from what is to be seen. Nothing is asked of the cluster, and nothing of the past is known. */
export function nextStep(state: OlmState, goal: OlmGoal): NextStep {
  const { subscription, csvs } = state
  if (!subscription) return { do: 'stop', sign: 'the Subscription is gone', final: false }
  const { installedCSV } = statusOf(subscription)
  const target = csvs.get(goal.target)
  // OLM says that a CSV is installed as soon as it has created it: only its phase tells that it has come.
  if (installedCSV === goal.target && phaseOf(target) === 'Succeeded') return { do: 'done' }
  return (
    approval(state, goal, installedCSV) ??
    brokenCsv(state, goal, installedCSV) ??
    brokenSubscription(subscription) ??
    beyond(state, goal, installedCSV) ??
    unpulled(state) ?? { do: 'wait', for: waitsFor(state, goal, installedCSV) }
  )
}

interface SubscriptionStatus {
  installedCSV?: string
  currentCSV?: string
  state?: string
  installPlanRef?: { name: string }
}

const statusOf = (subscription: KubeObject) => (subscription.status ?? {}) as SubscriptionStatus

interface PlanParts {
  spec?: { approved?: boolean; clusterServiceVersionNames?: string[] }
  status?: { phase?: string; message?: string }
}

/** The plan that OLM waits with now, which is the run's to approve where it leads to what was asked for. */
function approval(state: OlmState, goal: OlmGoal, installed: string | undefined): NextStep | undefined {
  const name = statusOf(state.subscription as KubeObject).installPlanRef?.name
  const plan = name === undefined ? undefined : state.installPlans.get(name)
  const { spec, status } = (plan ?? {}) as PlanParts
  if (!plan || spec?.approved !== false || status?.phase !== 'RequiresApproval') return undefined
  if (installed === goal.target) return undefined
  const names = spec.clusterServiceVersionNames ?? []
  const first = goal.startingCSV ?? goal.target
  if (installed === undefined && !names.includes(first))
    return {
      ...{ do: 'stop', final: true },
      sign: `InstallPlan ${plan.metadata.name} is for ${names.join(', ')}, not for ${first}: it was not approved`,
    }
  return { do: 'approve', plan }
}

function brokenCsv({ csvs }: OlmState, goal: OlmGoal, installed: string | undefined): NextStep | undefined {
  const name = installed ?? goal.target
  const csv = csvs.get(name)
  if (!csv)
    return installed === undefined
      ? undefined
      : { do: 'stop', sign: `ClusterServiceVersion ${installed} is gone`, final: false }
  if (phaseOf(csv) !== 'Failed') return undefined
  const { reason = '', message = '' } = (csv.status ?? {}) as { reason?: string; message?: string }
  return { do: 'stop', sign: `ClusterServiceVersion ${name} failed: ${reason}: ${message}`, final: false }
}

/**
 * Conditions that OLM does not come out of by itself. `ResolutionFailed` is none of them while the catalog is not
 * connected, which every install begins with: then its reason is ErrorPreventedResolution.
 */
const lasting: Readonly<Record<string, RegExp>> = {
  ResolutionFailed: /ConstraintsNotSatisfiable/,
  BundleUnpackFailed: /./,
  InstallPlanFailed: /./,
}

function brokenSubscription(subscription: KubeObject): NextStep | undefined {
  const broken = conditionsOf(subscription).find(
    ({ type, status, reason = '' }) => status === 'True' && lasting[type]?.test(reason),
  )
  if (!broken) return undefined
  const { type, reason = '', message = '' } = broken
  return { do: 'stop', sign: `Subscription: ${type}: ${reason}: ${message}`, final: false }
}

/** OLM has come to the channel's head, and that is another CSV. */
function beyond({ subscription, csvs }: OlmState, goal: OlmGoal, installed: string | undefined) {
  const { state } = statusOf(subscription as KubeObject)
  if (installed === undefined || installed === goal.target || state !== 'AtLatestKnown') return undefined
  if (phaseOf(csvs.get(installed)) !== 'Succeeded') return undefined
  const sign = `OLM installed ${installed}, and not ${goal.target}, the CSV of the bundle`
  return { do: 'stop', sign, final: false } as const
}

/** A pod of the namespace whose image cannot be had, be it the catalog's, the unpacking one's or the operator's. */
function unpulled({ pods }: OlmState): NextStep | undefined {
  for (const pod of pods.values()) {
    const trouble = troublesOf(pod).find(({ text }) =>
      /ErrImagePull|ImagePullBackOff|InvalidImageName/.test(text),
    )
    if (trouble) return { do: 'stop', sign: `image of pod ${pod.metadata.name} not pulled`, final: false }
  }
  return undefined
}

function waitsFor({ csvs, subscription }: OlmState, goal: OlmGoal, installed: string | undefined): string {
  const csv = csvs.get(installed ?? goal.target)
  if (csv) return `${csv.metadata.name}: ${phaseOf(csv) ?? 'just made'}`
  const { state } = statusOf(subscription as KubeObject)
  return state === undefined ? `the catalog to offer ${goal.target}` : `${goal.target}: ${state}`
}

export const phaseOf = (csv: KubeObject | undefined): string | undefined =>
  (csv?.status as { phase?: string } | undefined)?.phase
