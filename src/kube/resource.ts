import type { KubeObject } from '../model/kubernetes.js'

/** One resource type of the server, as discovery tells it. */
export interface ApiResource {
  /** Empty for the core group. */
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  shortNames: readonly string[]
  categories: readonly string[]
  namespaced: boolean
  verbs: readonly string[]
  /** `status`, `scale`, `log`, ... */
  subresources: readonly string[]
}

export function apiVersionOf({ group, version }: Pick<ApiResource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`
}

/** `deployments.apps`, or `pods` for the core group. */
export function qualifiedName({ plural, group }: Pick<ApiResource, 'plural' | 'group'>): string {
  return group === '' ? plural : `${plural}.${group}`
}

/** Splits `apps/v1` and `v1`. */
export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/')
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}

export interface Place {
  /** Absent: all namespaces, or a cluster-scoped type. */
  namespace?: string | undefined
  name?: string | undefined
  subresource?: string | undefined
}

/** The URL path of a type, of its objects in a namespace, of one object or of its subresource. */
export function resourcePath(
  resource: Pick<ApiResource, 'group' | 'version' | 'plural' | 'namespaced'>,
  place: Place = {},
): string {
  const segments =
    resource.group === '' ? ['api', resource.version] : ['apis', resource.group, resource.version]
  if (resource.namespaced && place.namespace !== undefined) segments.push('namespaces', place.namespace)
  segments.push(resource.plural)
  if (place.name !== undefined) segments.push(place.name)
  const tail = place.subresource === undefined ? '' : `/${place.subresource}`
  return `/${segments.map(encodeURIComponent).join('/')}${tail}`
}

/** Members of a list come without apiVersion and kind: puts them in front. */
export function withKind(resource: ApiResource, object: Partial<KubeObject>): KubeObject {
  return { apiVersion: apiVersionOf(resource), kind: resource.kind, ...object } as KubeObject
}

const v1 = (group: string, kind: string, plural: string, namespaced = true): ApiResource => ({
  group,
  version: 'v1',
  kind,
  plural,
  singular: kind.toLowerCase(),
  shortNames: [],
  categories: [],
  namespaced,
  verbs: [],
  subresources: [],
})

/** Types that every server has, for callers that need no discovery. */
export const wellKnown = {
  pods: v1('', 'Pod', 'pods'),
  events: v1('', 'Event', 'events'),
  namespaces: v1('', 'Namespace', 'namespaces', false),
  nodes: v1('', 'Node', 'nodes', false),
  serviceAccounts: v1('', 'ServiceAccount', 'serviceaccounts'),
  secrets: v1('', 'Secret', 'secrets'),
  configMaps: v1('', 'ConfigMap', 'configmaps'),
  roles: v1('rbac.authorization.k8s.io', 'Role', 'roles'),
  roleBindings: v1('rbac.authorization.k8s.io', 'RoleBinding', 'rolebindings'),
  clusterRoles: v1('rbac.authorization.k8s.io', 'ClusterRole', 'clusterroles', false),
  clusterRoleBindings: v1('rbac.authorization.k8s.io', 'ClusterRoleBinding', 'clusterrolebindings', false),
} as const
