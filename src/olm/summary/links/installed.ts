import type { KubeObject } from '../../../model/kubernetes.js'
import type { OlmSnapshot } from '../../types.js'
import { csvCondition } from '../csv-condition.js'
import { conditionNamed, diagnosis, listed, type Link } from '../diagnosis.js'
import { specOf, statusOf, type CsvStatus, type InstallPlanSpec } from '../shapes.js'
import type { OlmDiagnosis } from '../types.js'
import { subjectOf } from './csv.js'
import { installPlan, isUnapproved } from './install-plan.js'
import { unpack } from './unpack.js'
import { workload } from './workload.js'

/**
 * A CSV that succeeded and whose Deployments run: installed, whatever older conditions of the Subscription still say.
 * What may be told then is of an upgrade: it waits for approval, is on its way, or does not go on.
 */
export const installed: Link = (snapshot, context) => {
  const csv = subjectOf(snapshot)
  if (!csv || statusOf<CsvStatus>(csv).phase !== 'Succeeded') return undefined
  const broken = workload(csv, snapshot)
  if (broken) return broken
  const runs = `${csv.metadata.name} is installed and runs`
  const upgrade = waiting(snapshot, csv) ?? unseen(snapshot)
  if (upgrade)
    return diagnosis(upgrade.plan, {
      healthy: true,
      cause: 'upgrade-pending',
      sentence: `${runs}; its upgrade${upgrade.to} waits for the approval of InstallPlan ${upgrade.plan.name}`,
      condition: upgrade.condition,
      next: `Approve it when the upgrade is wanted: set spec.approved of InstallPlan ${upgrade.plan.name} in namespace ${upgrade.plan.namespace ?? '?'} to true.`,
    })
  return (
    onItsWay(snapshot, csv, runs, context) ??
    diagnosis(csv, {
      healthy: true,
      cause: 'none',
      sentence: runs,
      condition: csvCondition(csv),
      next: 'Nothing is to be done.',
    })
  )
}

interface Upgrade {
  plan: { kind: string; namespace?: string | undefined; name: string }
  /** ` to v2`, where it is known. */
  to: string
  condition?: OlmDiagnosis['condition'] | undefined
}

function waiting({ installPlans: [plan], subscription }: OlmSnapshot, csv: KubeObject): Upgrade | undefined {
  if (!plan || !isUnapproved(plan) || namesOf(plan).includes(csv.metadata.name)) return undefined
  return {
    plan: { kind: 'InstallPlan', namespace: plan.metadata.namespace, name: plan.metadata.name },
    to: ` to ${listed(namesOf(plan))}`,
    condition: conditionNamed(subscription, 'InstallPlanPending'),
  }
}

function namesOf(plan: KubeObject): string[] {
  return specOf<InstallPlanSpec>(plan).clusterServiceVersionNames ?? []
}

interface ComponentRef {
  kind?: string
  namespace?: string
  name?: string
  conditions?: { type: string; status: string; reason?: string; message?: string }[]
}

/** Objects are read one after another: the Operator object may know of an InstallPlan that was not there yet. */
function unseen({ operator, installPlans, subscription }: OlmSnapshot): Upgrade | undefined {
  const { components } = statusOf<{ components: { refs?: ComponentRef[] } }>(operator)
  const refs = components?.refs ?? []
  const own = refs.find(
    ({ kind, namespace, name }) =>
      kind === 'Subscription' &&
      name === subscription.metadata.name &&
      namespace === subscription.metadata.namespace,
  )
  const condition = own?.conditions?.find(
    ({ type, status, reason }) =>
      type === 'InstallPlanPending' && status === 'True' && reason === 'RequiresApproval',
  )
  const isKnown = (name: string | undefined) => installPlans.some(({ metadata }) => metadata.name === name)
  const plan = refs.find(({ kind, name }) => kind === 'InstallPlan' && !isKnown(name))
  if (!condition || plan?.name === undefined) return undefined
  return { plan: { kind: 'InstallPlan', namespace: plan.namespace, name: plan.name }, to: '', condition }
}

/** A newer InstallPlan or unpack that has begun or failed. */
function onItsWay(
  snapshot: OlmSnapshot,
  csv: KubeObject,
  runs: string,
  context: { now: Date },
): OlmDiagnosis | undefined {
  const [plan] = snapshot.installPlans
  const ofUpgrade = plan && !namesOf(plan).includes(csv.metadata.name)
  const isStale = conditionNamed(snapshot.subscription, 'BundleUnpackFailed') === undefined
  const found =
    (ofUpgrade ? installPlan(snapshot, context) : undefined) ??
    (isStale ? undefined : unpack(snapshot, context))
  if (!found) return undefined
  const moves = found.cause === 'installing' || found.cause === 'unpacking'
  return {
    ...found,
    healthy: moves,
    cause: moves ? 'upgrade-pending' : found.cause,
    sentence: `${runs}; its upgrade ${moves ? 'is on its way' : 'does not go on'}: ${found.sentence}`,
  }
}
