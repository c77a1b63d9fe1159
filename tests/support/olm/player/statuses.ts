import type { KubeObject } from '../../../../src/model/kubernetes.js'

/** What objects of OLM say on their way, made of what they said when they were recorded. */

interface OlmCondition {
  type: string
  status: string
  reason?: string
  message?: string
  lastTransitionTime?: string
}

export interface SubscriptionStatus {
  catalogHealth?: unknown[]
  conditions?: OlmCondition[]
  currentCSV?: string
  installedCSV?: string
  state?: string
  lastUpdated?: string
  [field: string]: unknown
}

/** A Subscription whose catalogs were found, and nothing more. */
export function catalogsFound(subscription: KubeObject): SubscriptionStatus {
  const { catalogHealth, conditions = [], lastUpdated } = subscription.status as SubscriptionStatus
  return {
    ...(catalogHealth ? { catalogHealth } : {}),
    conditions: conditions.filter(({ type }) => type === 'CatalogSourcesUnhealthy'),
    ...(lastUpdated ? { lastUpdated } : {}),
  }
}

const unpackingNow: OlmCondition = { type: 'BundleUnpacking', status: 'True', reason: 'UnpackingInProgress' }

/** The same while a bundle is unpacked, with what was installed before. */
export function unpacking(before: SubscriptionStatus): SubscriptionStatus {
  return { ...before, conditions: [unpackingNow, ...conditionsBut(before, 'BundleUnpacking')] }
}

/** What the Subscription says once an InstallPlan was made for the CSV that it names in `final`. */
export function planMade(
  before: SubscriptionStatus,
  final: KubeObject,
  { manual }: { manual: boolean },
): SubscriptionStatus {
  const { currentCSV, installPlanGeneration, installPlanRef, installplan, lastUpdated } =
    final.status as SubscriptionStatus
  const pending = {
    type: 'InstallPlanPending',
    status: 'True',
    reason: manual ? 'RequiresApproval' : 'Installing',
    ...(lastUpdated === undefined ? {} : { lastTransitionTime: lastUpdated }),
  }
  return {
    ...before,
    ...{ currentCSV, installPlanGeneration, installPlanRef, installplan, lastUpdated },
    conditions: [...conditionsBut(before, 'InstallPlanPending'), pending],
    state: 'UpgradePending',
  } as SubscriptionStatus
}

function conditionsBut({ conditions = [] }: SubscriptionStatus, type: string): OlmCondition[] {
  return conditions.filter((condition) => condition.type !== type)
}

interface InstallPlanStatus {
  plan?: { status: string }[]
  [field: string]: unknown
}

/** An InstallPlan in which nothing has been done yet. */
export function planBegun(plan: KubeObject, phase: 'RequiresApproval' | 'Installing'): InstallPlanStatus {
  const {
    conditions: _conditions,
    startTime: _startTime,
    ...status
  } = plan.status as InstallPlanStatus & { conditions?: unknown; startTime?: unknown }
  return { ...status, phase, plan: (status.plan ?? []).map((step) => ({ ...step, status: 'Unknown' })) }
}

interface CsvCondition {
  phase: string
  reason: string
  message: string
  lastTransitionTime?: string
  lastUpdateTime?: string
}

interface CsvStatus {
  conditions?: CsvCondition[]
  requirementStatus?: unknown[]
  [field: string]: unknown
}

/** The CSV's status after each of its recorded conditions, in their order. */
export function csvPhases(csv: KubeObject): (CsvStatus & CsvCondition)[] {
  const { conditions = [], requirementStatus } = csv.status as CsvStatus
  return conditions.map((condition, index) => ({
    cleanup: {},
    conditions: conditions.slice(0, index + 1),
    ...condition,
    ...(index > 0 && requirementStatus ? { requirementStatus } : {}),
  }))
}

/** The status of a CSV that another one replaces. */
export function csvReplaced(csv: KubeObject, by: string, phase: 'Replacing' | 'Deleting'): CsvStatus {
  const condition = {
    phase,
    reason: phase === 'Replacing' ? 'BeingReplaced' : 'Replaced',
    message:
      phase === 'Replacing'
        ? `being replaced by csv: ${by}`
        : `has been replaced by a newer ClusterServiceVersion that has successfully installed.`,
  }
  const status = csv.status as CsvStatus
  return { ...status, ...condition, conditions: [...(status.conditions ?? []), condition] }
}
