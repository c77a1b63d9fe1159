import type { KubeObject } from '../../model/kubernetes.js'
import { ownersOf, subscriptionKey } from './owners.js'
import { packageInProperties, unpackedRef } from './package-property.js'
import { asInstallPlan, asSubscription, packageOf, present, type PlanStep } from './shapes.js'

/** Whether the Subscription ever referred to the plan: OLM makes it an owner of each, and names the latest in its status. */
export function isPlanOf(subscription: KubeObject, plan: KubeObject): boolean {
  if (ownersOf(plan).includes(subscriptionKey(subscription.metadata.name))) return true
  const { installPlanRef } = (asSubscription(subscription).status ?? {}) as {
    installPlanRef?: { name?: string }
  }
  return installPlanRef?.name === plan.metadata.name
}

/** Newest first; OLM counts the resolutions of a namespace in `spec.generation`, since two may fall into one second. */
export function newestFirst(plans: readonly KubeObject[]): KubeObject[] {
  return [...plans].sort((a, b) => compare(created(b), created(a)) || generation(b) - generation(a))
}

const created = ({ metadata }: KubeObject) => metadata.creationTimestamp ?? ''
const generation = ({ spec }: KubeObject) =>
  Number((spec as { generation?: number } | undefined)?.generation ?? 0)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The CSVs that the plans install for a package. What a bundle says of its package decides; where none says so, a plan of
 * this Subscription alone installs its CSVs.
 */
export function plannedCsvs(subscription: KubeObject, plans: readonly KubeObject[]): string[] {
  const { name } = subscription.metadata
  return present(
    plans.flatMap((plan) => {
      const packages = packagesByCsv(plan)
      const isAlone = ownersOf(plan).every((key) => key === subscriptionKey(name))
      return namesIn(plan).filter((csv) => {
        const said = packages.get(csv)
        return said === undefined ? isAlone : said === packageOf(subscription)
      })
    }),
  )
}

function namesIn(plan: KubeObject): string[] {
  const { spec, status } = asInstallPlan(plan)
  const identifiers = (status?.bundleLookups ?? []).map(({ identifier }) => identifier)
  return present([...(spec?.clusterServiceVersionNames ?? []), ...identifiers])
}

/** Which package each CSV of a plan is of, as far as its lookups and steps repeat the bundle's properties. */
export function packagesByCsv(plan: KubeObject): Map<string, string> {
  const { bundleLookups = [], plan: steps = [] } = asInstallPlan(plan).status ?? {}
  const said = [
    ...bundleLookups.map(({ identifier, properties }) => [identifier, properties] as const),
    ...steps.map(
      ({ resolving, resource }) => [resolving, unpackedRef(resource?.manifest)?.properties] as const,
    ),
  ]
  return new Map(
    said.flatMap(([csv, properties]): [string, string][] => {
      const packageName = packageInProperties(properties)
      return csv === undefined || packageName === undefined ? [] : [[csv, packageName]]
    }),
  )
}

/** The CRDs that the plans install for some CSVs. */
export function plannedCrds(plans: readonly KubeObject[], csvs: readonly string[]): string[] {
  const isOfThem = ({ resolving = '', resource }: PlanStep) =>
    csvs.includes(resolving) && resource?.kind === 'CustomResourceDefinition'
  return present(
    plans.flatMap((plan) =>
      (asInstallPlan(plan).status?.plan ?? []).filter(isOfThem).map(({ resource }) => resource?.name),
    ),
  )
}
