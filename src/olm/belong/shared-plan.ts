import type { KubeObject } from '../../model/kubernetes.js'
import { componentLabel, isComponentLabel } from '../../model/olm-names.js'
import { namedCsvs } from './csvs.js'
import { packagesByCsv } from './install-plans.js'
import { asInstallPlan, packageOf } from './shapes.js'

/** A plan as far as it speaks of some operators, and how many steps of others it had. */
export interface OwnPart {
  plan: KubeObject
  left: number
}

/**
 * OLM resolves a namespace as a whole, so that one plan may install several operators and belong to all their
 * Subscriptions. What it says of others than `subscriptions` is left out; a plan of theirs alone stays as it is.
 */
export function ownPart(
  plan: KubeObject,
  subscriptions: readonly KubeObject[],
  csvs: readonly KubeObject[],
): OwnPart {
  const owners = (plan.metadata.ownerReferences ?? []).filter(({ kind }) => kind === 'Subscription')
  const names = new Set(subscriptions.map(({ metadata }) => metadata.name))
  if (owners.every(({ name }) => names.has(name))) return { plan, left: 0 }
  const own = ownCsvs(plan, subscriptions, csvs)
  const { spec, status } = asInstallPlan(plan)
  const steps = status?.plan ?? []
  const kept = steps.filter(({ resolving }) => resolving !== undefined && own.has(resolving))
  // What managed fields list are the others' too.
  const { managedFields: _, labels, ownerReferences, ...metadata } = plan.metadata
  return {
    left: steps.length - kept.length,
    plan: {
      ...plan,
      metadata: {
        ...metadata,
        ...(labels && { labels: ownLabels(labels, subscriptions) }),
        ownerReferences: (ownerReferences ?? []).filter(
          (owner) => !owners.includes(owner) || names.has(owner.name),
        ),
      },
      spec: {
        ...spec,
        clusterServiceVersionNames: (spec?.clusterServiceVersionNames ?? []).filter((name) => own.has(name)),
      },
      ...(status && {
        status: {
          ...status,
          ...(status.plan && { plan: kept }),
          ...(status.bundleLookups && {
            bundleLookups: status.bundleLookups.filter(({ identifier = '' }) => own.has(identifier)),
          }),
        },
      }),
    },
  }
}

/** CSVs of the plan that are known to be of these Subscriptions: by name, or by the package that their bundle says. */
function ownCsvs(
  plan: KubeObject,
  subscriptions: readonly KubeObject[],
  csvs: readonly KubeObject[],
): Set<string> {
  const packages = new Set(subscriptions.map(packageOf))
  const said = [...packagesByCsv(plan)].filter(([, packageName]) => packages.has(packageName))
  return new Set([
    ...subscriptions.flatMap(namedCsvs),
    ...csvs.map(({ metadata }) => metadata.name),
    ...said.map(([csv]) => csv),
  ])
}

function ownLabels(
  labels: Record<string, string>,
  subscriptions: readonly KubeObject[],
): Record<string, string> {
  const own = new Set(
    subscriptions.map((one) => componentLabel(packageOf(one), one.metadata.namespace ?? '')),
  )
  return Object.fromEntries(
    Object.entries(labels).filter(([label]) => !isComponentLabel(label) || own.has(label)),
  )
}
