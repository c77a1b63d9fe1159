import { formatYaml, type WhoAmI } from '../../kube/index.js'
import type { PolicyRule, Right } from './types.js'

const apiGroup = 'rbac.authorization.k8s.io'
const name = 'must-gather-run'

/**
 * Roles and bindings, as YAML for `kubectl apply`, that grant a user these rights and no others: a Role for each
 * namespace that is there, a ClusterRole for the rest.
 */
export function rightsYaml(
  rights: readonly Right[],
  user: Pick<WhoAmI, 'username'>,
  namespaces: ReadonlySet<string>,
): string {
  const places = new Map<string | undefined, Right[]>()
  for (const right of rights) {
    const place =
      right.namespace !== undefined && namespaces.has(right.namespace) ? right.namespace : undefined
    places.set(place, [...(places.get(place) ?? []), right])
  }
  const objects = [...places].flatMap(([namespace, rows]) =>
    granting(rows, namespace, subjectOf(user.username)),
  )
  return objects.map((object) => formatYaml(object)).join('---\n')
}

function granting(rights: readonly Right[], namespace: string | undefined, subject: object): object[] {
  const kind = namespace === undefined ? 'ClusterRole' : 'Role'
  const metadata = namespace === undefined ? { name } : { name, namespace }
  const apiVersion = `${apiGroup}/v1`
  return [
    { apiVersion, kind, metadata, rules: rulesOf(rights) },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef: { apiGroup, kind, name }, subjects: [subject] },
  ]
}

/** One rule for each type and name, with all its verbs. */
function rulesOf(rights: readonly Right[]): PolicyRule[] {
  const rows = new Map<string, { right: Right; verbs: Set<string> }>()
  for (const right of rights) {
    const key = JSON.stringify([right.group, right.resource, right.name])
    const row = rows.get(key) ?? { right, verbs: new Set<string>() }
    right.verbs.forEach((verb) => row.verbs.add(verb))
    rows.set(key, row)
  }
  return [...rows.values()].map(({ right, verbs }) => ({
    apiGroups: [right.group],
    resources: [right.resource],
    ...(right.name !== undefined && { resourceNames: [right.name] }),
    verbs: [...verbs].sort(),
  }))
}

function subjectOf(username: string): object {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? []
  return account === undefined
    ? { apiGroup, kind: 'User', name: username }
    : { kind: 'ServiceAccount', name: account, namespace }
}
