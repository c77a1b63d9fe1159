import { canonicalJson } from '../../../lib/digest.js'
import { isRecord, listAt, sameJson } from '../store/json.js'
import { matchLabelSelector } from '../store/selectors.js'
import type { Store } from '../store/types.js'

const clusterRoles = 'clusterroles.rbac.authorization.k8s.io'

/** Keeps the rules of every aggregated ClusterRole equal to those of the roles that its selectors name. Returns how to stop. */
export function startRoleAggregation(store: Store): () => void {
  aggregate(store)
  let isDue = false
  return store.subscribe([clusterRoles], () => {
    // Roles come in numbers, with a bundle or at the start: one pass will do for all of them.
    if (!isDue) {
      queueMicrotask(() => {
        isDue = false
        aggregate(store)
      })
    }
    isDue = true
  })
}

function aggregate(store: Store): void {
  const roles = store.list(clusterRoles).items
  for (const role of roles) {
    const selectors = listAt(role, 'aggregationRule', 'clusterRoleSelectors')
      .filter(isRecord)
      .map(matchLabelSelector)
    if (selectors.length === 0) continue
    const parts = roles.filter(
      (other) => other !== role && selectors.some((matches) => matches(other.metadata.labels ?? {})),
    )
    const rules = unique(parts.flatMap((part) => listAt(part, 'rules')))
    if (sameJson(rules, listAt(role, 'rules'))) continue
    store.modify(
      clusterRoles,
      undefined,
      role.metadata.name,
      (draft) => void (draft['rules'] = structuredClone(rules)),
    )
  }
}

function unique(rules: readonly unknown[]): unknown[] {
  return [...new Map(rules.map((rule) => [canonicalJson(rule), rule])).values()]
}
