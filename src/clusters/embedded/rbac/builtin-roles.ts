import type { KubeObject } from '../../../model/kubernetes.js'

/** The roles and bindings that every cluster starts with, as far as people and gather scripts lean on them. */

type RuleRow = [apiGroups: string, resources: string, verbs: string]

const read = 'get list watch'
const write = 'create delete deletecollection patch update'

// prettier-ignore
const viewRules: RuleRow[] = [
  ['', 'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status', read],
  ['', 'bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status', read],
  ['', 'namespaces', read],
  ['discovery.k8s.io', 'endpointslices', read],
  ['apps', 'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status', read],
  ['autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status', read],
  ['batch', 'cronjobs cronjobs/status jobs jobs/status', read],
  ['policy', 'poddisruptionbudgets poddisruptionbudgets/status', read],
  ['networking.k8s.io', 'ingresses ingresses/status networkpolicies', read],
  ['events.k8s.io', 'events', read],
  ['coordination.k8s.io', 'leases', read],
]

// prettier-ignore
const editRules: RuleRow[] = [
  ['', 'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy', `${read} ${write}`],
  ['', 'serviceaccounts', 'impersonate'],
  ['', 'pods pods/attach pods/exec pods/portforward pods/proxy', write],
  ['', 'pods/eviction', 'create'],
  ['', 'configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy', write],
  ['', 'serviceaccounts/token', 'create'],
  ['apps', 'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale', write],
  ['autoscaling', 'horizontalpodautoscalers', write],
  ['batch', 'cronjobs jobs', write],
  ['policy', 'poddisruptionbudgets', write],
  ['networking.k8s.io', 'ingresses networkpolicies', write],
  ['coordination.k8s.io', 'leases', `${read} ${write}`],
]

const adminRules: RuleRow[] = [
  ['authorization.k8s.io', 'localsubjectaccessreviews', 'create'],
  ['rbac.authorization.k8s.io', 'rolebindings roles', `${read} ${write}`],
]

const discoveryPaths = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
]
const publicPaths = ['/healthz', '/livez', '/readyz', '/version', '/version/']

const apiVersion = 'rbac.authorization.k8s.io/v1'
const aggregateLabel = (name: string) => `rbac.authorization.k8s.io/aggregate-to-${name}`

export function builtinRoles(): KubeObject[] {
  return [
    role('cluster-admin', [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ]),
    aggregated('admin', []),
    aggregated('edit', ['admin']),
    aggregated('view', ['edit']),
    role('system:aggregate-to-admin', adminRules.map(toRule), { [aggregateLabel('admin')]: 'true' }),
    role('system:aggregate-to-edit', editRules.map(toRule), { [aggregateLabel('edit')]: 'true' }),
    role('system:aggregate-to-view', viewRules.map(toRule), { [aggregateLabel('view')]: 'true' }),
    role('system:discovery', [{ nonResourceURLs: discoveryPaths, verbs: ['get'] }]),
    role('system:public-info-viewer', [{ nonResourceURLs: publicPaths, verbs: ['get'] }]),
    role('system:basic-user', [
      {
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
        verbs: ['create'],
      },
      { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
    ]),
    role('system:auth-delegator', [
      { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
      { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
    ]),
    binding('cluster-admin', 'cluster-admin', ['system:masters']),
    binding('system:discovery', 'system:discovery', ['system:authenticated']),
    binding('system:basic-user', 'system:basic-user', ['system:authenticated']),
    binding('system:public-info-viewer', 'system:public-info-viewer', [
      'system:authenticated',
      'system:unauthenticated',
    ]),
  ]
}

const bootstrapping = { 'kubernetes.io/bootstrapping': 'rbac-defaults' }

function role(name: string, rules: object[], labels: Record<string, string> = {}): KubeObject {
  return {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name, labels: { ...bootstrapping, ...labels } },
    rules,
  }
}

/** A role whose rules are those of all roles with its label, and which is itself part of the roles above it. */
function aggregated(name: string, partOf: string[]): KubeObject {
  const labels = Object.fromEntries(partOf.map((above) => [aggregateLabel(above), 'true']))
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { [aggregateLabel(name)]: 'true' } }] }
  return { ...role(name, [], labels), aggregationRule }
}

function toRule([apiGroup, resources, verbs]: RuleRow): object {
  return { apiGroups: [apiGroup], resources: resources.split(' '), verbs: verbs.split(' ') }
}

function binding(name: string, roleName: string, groups: string[]): KubeObject {
  const apiGroup = 'rbac.authorization.k8s.io'
  return {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name, labels: bootstrapping },
    roleRef: { apiGroup, kind: 'ClusterRole', name: roleName },
    subjects: groups.map((group) => ({ apiGroup, kind: 'Group', name: group })),
  }
}
