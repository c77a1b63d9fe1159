import type { ResolvedIsv, ResolvedReady } from '../../model/isv-config.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { crdType, type FindType } from './object-types.js'
import type { PolicyRule, Right } from './types.js'

const seen = ['get', 'list', 'watch']

export interface InstallRightsOptions {
  isv: Pick<ResolvedIsv, 'install' | 'ready' | 'samples'>
  /** Of the operator and of the samples. */
  manifests: readonly KubeObject[]
  pullSecret: boolean
  typeOf: FindType
}

/** What it takes to put the operator and its operands on the cluster, to see them ready, and to take them off again. */
export function installRights({ isv, manifests, pullSecret, typeOf }: InstallRightsOptions): Right[] {
  const { namespace } = isv.install
  const awaited = [...isv.ready, ...isv.samples.flatMap(({ ready }) => ready)]
  return [
    { verbs: ['create', 'get'], group: '', resource: 'namespaces', why: `the operator's namespace` },
    ...manifests.flatMap((object) => objectRights(object, namespace, typeOf)),
    ...manifests.flatMap((object) => grantRights(object, namespace, manifests)),
    ...manifests.flatMap(crdType).map(({ group, plural }) => ({
      ...{ verbs: ['delete', ...seen], group, resource: plural },
      why: 'to delete what is left of the types that the operator brings',
    })),
    ...(pullSecret ? [secretRight(namespace)] : []),
    ...awaited.flatMap((ready) => readyRights(ready, namespace, typeOf)),
    ...workloads.map((resource) => ({
      ...{ verbs: ['list'], group: 'apps', resource, namespace },
      why: 'to see which images the operator runs',
    })),
    { verbs: ['list'], group: '', resource: 'pods', namespace, why: 'to see which images the operator runs' },
  ]
}

const workloads = ['deployments', 'statefulsets', 'daemonsets']

const secretRight = (namespace: string): Right => ({
  ...{ verbs: ['create', 'patch', 'delete', ...seen], group: '', resource: 'secrets', namespace },
  why: "the pull secret in the operator's namespace",
})

function objectRights(
  { kind, apiVersion, metadata }: KubeObject,
  namespace: string,
  typeOf: FindType,
): Right[] {
  const type = typeOf(kind, apiVersion)
  // The server says better than a preflight that it has no such kind.
  if (!type) return []
  return [
    {
      verbs: ['create', 'patch', 'delete', ...seen],
      group: type.group,
      resource: type.plural,
      ...(type.namespaced && { namespace: metadata.namespace ?? namespace }),
      why: `${kind} ${metadata.name} of the manifests`,
    },
  ]
}

function readyRights(
  { kind, apiVersion, name, namespace: own }: ResolvedReady,
  namespace: string,
  typeOf: FindType,
): Right[] {
  const type = typeOf(kind, apiVersion)
  if (!type) return []
  return [
    {
      ...{ verbs: seen, group: type.group, resource: type.plural },
      ...(type.namespaced && { namespace: own ?? namespace }),
      why: `to wait for ${kind} ${name}`,
    },
  ]
}

interface RoleParts {
  rules?: PolicyRule[]
  roleRef?: { kind: string; name: string }
}

/** Kubernetes lets nobody grant what he does not hold, unless he may `escalate` the role or `bind` it. */
function grantRights(object: KubeObject, namespace: string, manifests: readonly KubeObject[]): Right[] {
  const { kind, metadata } = object
  const { rules = [], roleRef } = object as RoleParts
  const place = kind.startsWith('Cluster') ? {} : { namespace: metadata.namespace ?? namespace }
  const right = (verb: string, resource: string, name: string, orHolds: PolicyRule[] | undefined): Right => ({
    ...{ verbs: [verb], group: 'rbac.authorization.k8s.io', resource, name, orHolds, ...place },
    why: `${kind} ${metadata.name} of the manifests, whose rules the user does not hold`,
  })
  if (kind === 'Role' || kind === 'ClusterRole')
    return [right('escalate', `${kind.toLowerCase()}s`, metadata.name, rules)]
  if (!roleRef || (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding')) return []
  const role = manifests.find((one) => one.kind === roleRef.kind && one.metadata.name === roleRef.name)
  return [
    right('bind', `${roleRef.kind.toLowerCase()}s`, roleRef.name, (role as RoleParts | undefined)?.rules),
  ]
}
