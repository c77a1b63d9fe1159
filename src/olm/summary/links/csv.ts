import type { KubeObject } from '../../../model/kubernetes.js'
import type { OlmSnapshot } from '../../types.js'
import { csvCondition } from '../csv-condition.js'
import { csvFailures } from '../csv-failures.js'
import { since } from '../age.js'
import { diagnosis, inline, type Link } from '../diagnosis.js'
import { statusOf, type CsvStatus, type InstallPlanStatus, type SubscriptionStatus } from '../shapes.js'
import type { OlmDiagnosis } from '../types.js'
import { requirement } from './requirement.js'
import { workload } from './workload.js'

/** The CSV that the Subscription is at: its phase, and what lies behind it. */
export const csv: Link = (snapshot, context) => {
  const subject = subjectOf(snapshot)
  if (!subject) return deleted(snapshot)
  const behind =
    csvFailures(subject, snapshot) ??
    requirement(subject) ??
    workload(subject, snapshot) ??
    stuck(subject, context.now)
  return replacing(snapshot, subject, behind)
}

/** The CSV of the Subscription's status: that which it goes to, else that which it has. */
export function subjectOf({ subscription, csvs }: OlmSnapshot): KubeObject | undefined {
  const { currentCSV, installedCSV } = statusOf<SubscriptionStatus>(subscription)
  return named(csvs, currentCSV) ?? named(csvs, installedCSV)
}

export function named(csvs: readonly KubeObject[], name: string | undefined): KubeObject | undefined {
  return csvs.find(({ metadata }) => metadata.name === name)
}

/** OLM names a CSV as installed at once when its plan is approved, so only a plan that is complete proves that it was there. */
function deleted({ subscription, installPlans, unread }: OlmSnapshot): OlmDiagnosis | undefined {
  const { installedCSV, currentCSV } = statusOf<SubscriptionStatus>(subscription)
  const name = installedCSV ?? currentCSV
  const isComplete = installPlans.some(
    (plan) =>
      statusOf<InstallPlanStatus>(plan).phase === 'Complete' &&
      (plan.spec as { clusterServiceVersionNames?: string[] }).clusterServiceVersionNames?.includes(
        name ?? '',
      ),
  )
  if (name === undefined || !isComplete || unread.includes('clusterserviceversions.operators.coreos.com'))
    return undefined
  return diagnosis(
    { kind: 'ClusterServiceVersion', namespace: subscription.metadata.namespace, name },
    {
      cause: 'csv-deleted',
      sentence: `ClusterServiceVersion ${name} was deleted after Subscription ${subscription.metadata.name} had installed it, and OLM does not install it again`,
      next: 'Delete the Subscription and create it again.',
    },
  )
}

function stuck(subject: KubeObject, now: Date): OlmDiagnosis {
  const { phase, reason, message } = statusOf<CsvStatus>(subject)
  const state = phase ? `${phase}${reason ? ` (${reason})` : ''}` : 'without a phase'
  const replaced = phase === 'Replacing' || phase === 'Deleting'
  return diagnosis(subject, {
    cause: replaced ? 'replaced-and-stuck' : phase === 'Failed' ? 'csv-failed' : 'installing',
    sentence: replaced
      ? `ClusterServiceVersion ${subject.metadata.name} is ${phase}, and what replaces it is not there: ${inline(message)}`
      : `ClusterServiceVersion ${subject.metadata.name} is ${state}${since(subject, now)}${message ? `: ${inline(message)}` : ''}`,
    condition: csvCondition(subject),
    next: replaced
      ? 'Look for an InstallPlan of the newer version; if there is none, delete ClusterServiceVersion and Subscription, and create the Subscription again.'
      : phase === 'Failed'
        ? 'Correct what the message names.'
        : 'Wait; if it stays so, read the events of the CSV and the log of the olm-operator.',
  })
}

/** A newer version that does not come keeps the older one in phase Replacing: both are said. */
function replacing({ csvs }: OlmSnapshot, subject: KubeObject, behind: OlmDiagnosis): OlmDiagnosis {
  const old = csvs.find((one) => one !== subject && statusOf<CsvStatus>(one).phase === 'Replacing')
  if (!old) return behind
  const how = behind.cause === 'installing' ? 'replaced-and-stuck' : behind.cause
  return {
    ...behind,
    cause: how,
    sentence: `${subject.metadata.name} replaces ${old.metadata.name} and is stuck: ${behind.sentence}`,
  }
}
