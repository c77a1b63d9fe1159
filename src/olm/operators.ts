import type { KubeObject } from '../model/kubernetes.js'
import { csvsOf, namedCsvs } from './belong/csvs.js'
import { isPlanOf, newestFirst, plannedCsvs } from './belong/install-plans.js'
import { present } from './belong/shapes.js'
import { ownGroup } from './belong/shared-group.js'
import { ownPart } from './belong/shared-plan.js'
import type { NamespaceOlm } from './read/namespace.js'

/** The Subscriptions of one namespace: those that were asked for, and the others, whose things are none of ours. */
export interface NamespaceTask {
  namespace: string
  asked: readonly KubeObject[]
  others: readonly KubeObject[]
}

/** What OLM made of one Subscription, by its own words. */
export interface Operator {
  subscription: KubeObject
  operatorGroups: KubeObject[]
  /** Newest first. */
  installPlans: KubeObject[]
  csvs: KubeObject[]
  /** All CSVs that it has or had, also those that are gone. */
  csvNames: string[]
  /** The other Subscriptions of the namespace. */
  others: KubeObject[]
}

/** Tells the operators of a namespace apart. `leftOut` is told how many steps of others a plan had. */
export function tellApart(
  { asked, others }: NamespaceTask,
  olm: NamespaceOlm,
  leftOut: (plan: KubeObject, steps: number) => void,
): Operator[] {
  const all = [...asked, ...others]
  const chains = asked.map((one) => ({
    subscription: one,
    others: all.filter((other) => other !== one),
    csvs: csvsOf(
      one,
      olm.csvs,
      all.filter((other) => other !== one),
    ),
  }))
  const csvs = chains.flatMap((chain) => chain.csvs)
  const plans = olm.installPlans.map((whole) => {
    const { plan, left } = ownPart(whole, asked, csvs)
    if (left > 0) leftOut(plan, left)
    return plan
  })
  const operatorGroups =
    others.length === 0 ? olm.operatorGroups : olm.operatorGroups.map((group) => ownGroup(group, csvs))
  return chains.map((chain) => {
    const installPlans = newestFirst(plans.filter((plan) => isPlanOf(chain.subscription, plan)))
    return { ...chain, operatorGroups, installPlans, csvNames: csvNamesOf(chain, installPlans) }
  })
}

function csvNamesOf(
  { subscription, csvs, others }: Pick<Operator, 'subscription' | 'csvs' | 'others'>,
  plans: readonly KubeObject[],
): string[] {
  const claimed = new Set(others.flatMap(namedCsvs))
  const planned = plannedCsvs(subscription, plans).filter((name) => !claimed.has(name))
  return present([...csvs.map(({ metadata }) => metadata.name), ...namedCsvs(subscription), ...planned])
}
