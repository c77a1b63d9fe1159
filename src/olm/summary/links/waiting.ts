import { since } from '../age.js'
import { conditionNamed, diagnosis, inline, type Link } from '../diagnosis.js'
import { specOf, type SubscriptionSpec } from '../shapes.js'

/** Nothing is broken as far as can be seen, and nothing has come of the Subscription yet. */
export const waiting: Link = ({ subscription }, { now }) => {
  const { name = '?', source = '?' } = specOf<SubscriptionSpec>(subscription)
  const unhealthy = conditionNamed(subscription, 'CatalogSourcesUnhealthy')
  const age = since(subscription, now)
  return diagnosis(subscription, {
    cause: 'not-resolved-yet',
    sentence: unhealthy
      ? `OLM does not resolve Subscription ${subscription.metadata.name}, as it holds its catalogs for unhealthy: ${inline(unhealthy.message)}`
      : subscription.status === undefined
        ? `OLM has not looked at Subscription ${subscription.metadata.name}${age}`
        : `OLM has made no InstallPlan for package ${name} of catalog ${source} yet${age === '' ? '' : `; the Subscription exists${age}`}`,
    condition: unhealthy,
    next: 'Wait a minute; if nothing comes, see that catalog-operator and olm-operator run, and read their logs.',
  })
}
