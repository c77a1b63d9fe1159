import type { KubeObject } from '../../model/kubernetes.js'
import { csvSpec, installSpec, type Permission, type PolicyRule } from './csv.js'
import type { Targets } from './targets.js'

const apiGroup = 'rbac.authorization.k8s.io'
const apiVersion = `${apiGroup}/v1`

interface Place {
  /** Of the operator. */
  namespace: string
  targets: Targets
}

/** The service accounts, roles and bindings that OLM would make of a CSV's permissions. */
export function rbacOf(csv: KubeObject, { namespace, targets }: Place): KubeObject[] {
  const { permissions = [], clusterPermissions = [] } = installSpec(csv)
  const everywhere = targets.namespaces.length === 0
  const places = [...new Set([namespace, ...targets.namespaces])]
  return [
    ...serviceAccounts(csv, namespace),
    ...named(csv, 'ns', permissions).flatMap(([name, permission]) =>
      everywhere
        ? clusterGrant(name, lifted(permission), namespace)
        : places.flatMap((place) => grant(name, permission, place, namespace)),
    ),
    ...named(csv, 'cluster', clusterPermissions).flatMap(([name, permission]) =>
      clusterGrant(name, permission, namespace),
    ),
    ...apiRoles(csv),
  ]
}

/** An operator that watches all namespaces is granted everywhere what it asks for in one, and may see which there are. */
const lifted = ({ rules, ...permission }: Permission): Permission => ({
  ...permission,
  rules: [...rules, { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] }],
})

/** One account may have several rows: each has its own role. */
const named = (csv: KubeObject, scope: string, permissions: readonly Permission[]) =>
  permissions.map(
    (permission, index) =>
      [`${csv.metadata.name}-${scope}-${index}-${permission.serviceAccountName}`, permission] as const,
  )

function serviceAccounts(csv: KubeObject, namespace: string): KubeObject[] {
  const { permissions = [], clusterPermissions = [], deployments = [] } = installSpec(csv)
  const names = [
    ...[...permissions, ...clusterPermissions].map(({ serviceAccountName }) => serviceAccountName),
    ...deployments.flatMap(({ spec }) => spec.template?.spec?.serviceAccountName ?? []),
  ]
  // Every namespace has one of this name.
  const wanted = [...new Set(names)].filter((name) => name !== 'default')
  return wanted.map((name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }))
}

function grant(name: string, permission: Permission, place: string, namespace: string): KubeObject[] {
  const metadata = { name, namespace: place }
  return [
    { apiVersion, kind: 'Role', metadata, rules: permission.rules },
    binding('RoleBinding', 'Role', metadata, permission, namespace),
  ]
}

function clusterGrant(name: string, permission: Permission, namespace: string): KubeObject[] {
  const metadata = { name }
  return [
    { apiVersion, kind: 'ClusterRole', metadata, rules: permission.rules },
    binding('ClusterRoleBinding', 'ClusterRole', metadata, permission, namespace),
  ]
}

const binding = (
  kind: string,
  role: string,
  metadata: KubeObject['metadata'],
  { serviceAccountName }: Permission,
  namespace: string,
): KubeObject => ({
  ...{ apiVersion, kind, metadata },
  roleRef: { apiGroup, kind: role, name: metadata.name },
  subjects: [{ kind: 'ServiceAccount', name: serviceAccountName, namespace }],
})

/** What OLM gives who may administer, edit or view a namespace of the operator's own types. */
const aggregated: Record<string, readonly string[]> = {
  admin: ['*'],
  edit: ['create', 'update', 'patch', 'delete'],
  view: ['get', 'list', 'watch'],
}

function apiRoles(csv: KubeObject): KubeObject[] {
  return (csvSpec(csv).customresourcedefinitions?.owned ?? []).flatMap(({ name, version }) => {
    const [plural = '', ...group] = name.split('.')
    const role = (suffix: string, level: string, rules: PolicyRule[]): KubeObject => ({
      ...{ apiVersion, kind: 'ClusterRole' },
      metadata: {
        name: `${name}-${version}-${suffix}`,
        labels: { [`${apiGroup}/aggregate-to-${level}`]: 'true' },
      },
      rules,
    })
    const seesType = [
      {
        ...{ apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'] },
        ...{ resourceNames: [name], verbs: ['get'] },
      },
    ]
    return [
      ...Object.entries(aggregated).map(([level, verbs]) =>
        role(level, level, [{ apiGroups: [group.join('.')], resources: [plural], verbs }]),
      ),
      role('crdview', 'view', seesType),
    ]
  })
}
