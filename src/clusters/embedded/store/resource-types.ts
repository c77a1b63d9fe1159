import type { ResourceType, TypeName } from './types.js'

/** The resource types that are built in, as data: every other part of the cluster reads this table. */

type Row = [
  groupVersion: string,
  kind: string,
  plural: string,
  scope: 'namespaced' | 'cluster',
  options?: {
    short?: string[]
    categories?: string[]
    sub?: string[]
    singular?: string
    verbs?: string[]
    storedAs?: string
    /** Types whose generation a real API server does not count though they have a status. */
    uncounted?: true
  },
]

const all = { categories: ['all'] }
const extension = { categories: ['api-extensions'] }
const createOnly = { verbs: ['create'] }

// prettier-ignore
const rows: Row[] = [
  ['v1', 'ConfigMap', 'configmaps', 'namespaced', { short: ['cm'] }],
  ['v1', 'Endpoints', 'endpoints', 'namespaced', { short: ['ep'], singular: 'endpoints' }],
  ['v1', 'Event', 'events', 'namespaced', { short: ['ev'] }],
  ['v1', 'LimitRange', 'limitranges', 'namespaced', { short: ['limits'] }],
  ['v1', 'Namespace', 'namespaces', 'cluster', { short: ['ns'], sub: ['finalize', 'status'], uncounted: true, verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] }],
  ['v1', 'Node', 'nodes', 'cluster', { short: ['no'], sub: ['status'], uncounted: true }],
  ['v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'namespaced', { short: ['pvc'], sub: ['status'], uncounted: true }],
  ['v1', 'PersistentVolume', 'persistentvolumes', 'cluster', { short: ['pv'], sub: ['status'], uncounted: true }],
  ['v1', 'Pod', 'pods', 'namespaced', { short: ['po'], ...all, sub: ['binding', 'eviction', 'exec', 'log', 'status'] }],
  ['v1', 'PodTemplate', 'podtemplates', 'namespaced'],
  ['v1', 'ReplicationController', 'replicationcontrollers', 'namespaced', { short: ['rc'], ...all, sub: ['scale', 'status'] }],
  ['v1', 'ResourceQuota', 'resourcequotas', 'namespaced', { short: ['quota'], sub: ['status'], uncounted: true }],
  ['v1', 'Secret', 'secrets', 'namespaced'],
  ['v1', 'ServiceAccount', 'serviceaccounts', 'namespaced', { short: ['sa'], sub: ['token'] }],
  ['v1', 'Service', 'services', 'namespaced', { short: ['svc'], ...all, sub: ['status'], uncounted: true }],
  ['apiregistration.k8s.io/v1', 'APIService', 'apiservices', 'cluster', { ...extension, sub: ['status'], uncounted: true }],
  ['apps/v1', 'ControllerRevision', 'controllerrevisions', 'namespaced'],
  ['apps/v1', 'DaemonSet', 'daemonsets', 'namespaced', { short: ['ds'], ...all, sub: ['status'] }],
  ['apps/v1', 'Deployment', 'deployments', 'namespaced', { short: ['deploy'], ...all, sub: ['scale', 'status'] }],
  ['apps/v1', 'ReplicaSet', 'replicasets', 'namespaced', { short: ['rs'], ...all, sub: ['scale', 'status'] }],
  ['apps/v1', 'StatefulSet', 'statefulsets', 'namespaced', { short: ['sts'], ...all, sub: ['scale', 'status'] }],
  ['events.k8s.io/v1', 'Event', 'events', 'namespaced', { short: ['ev'], storedAs: 'events' }],
  ['authentication.k8s.io/v1', 'SelfSubjectReview', 'selfsubjectreviews', 'cluster', createOnly],
  ['authentication.k8s.io/v1', 'TokenReview', 'tokenreviews', 'cluster', createOnly],
  ['authorization.k8s.io/v1', 'LocalSubjectAccessReview', 'localsubjectaccessreviews', 'namespaced', createOnly],
  ['authorization.k8s.io/v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews', 'cluster', createOnly],
  ['authorization.k8s.io/v1', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews', 'cluster', createOnly],
  ['authorization.k8s.io/v1', 'SubjectAccessReview', 'subjectaccessreviews', 'cluster', createOnly],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'namespaced', { short: ['hpa'], ...all, sub: ['status'], uncounted: true }],
  ['batch/v1', 'CronJob', 'cronjobs', 'namespaced', { short: ['cj'], ...all, sub: ['status'] }],
  ['batch/v1', 'Job', 'jobs', 'namespaced', { ...all, sub: ['status'] }],
  ['networking.k8s.io/v1', 'IngressClass', 'ingressclasses', 'cluster'],
  ['networking.k8s.io/v1', 'Ingress', 'ingresses', 'namespaced', { short: ['ing'], sub: ['status'] }],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', 'namespaced', { short: ['netpol'] }],
  ['policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', 'namespaced', { short: ['pdb'], sub: ['status'] }],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', 'cluster'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', 'cluster'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings', 'namespaced'],
  ['rbac.authorization.k8s.io/v1', 'Role', 'roles', 'namespaced'],
  ['storage.k8s.io/v1', 'CSIDriver', 'csidrivers', 'cluster'],
  ['storage.k8s.io/v1', 'CSINode', 'csinodes', 'cluster'],
  ['storage.k8s.io/v1', 'CSIStorageCapacity', 'csistoragecapacities', 'namespaced'],
  ['storage.k8s.io/v1', 'StorageClass', 'storageclasses', 'cluster', { short: ['sc'] }],
  ['storage.k8s.io/v1', 'VolumeAttachment', 'volumeattachments', 'cluster', { sub: ['status'], uncounted: true }],
  ['admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', 'cluster', extension],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', 'cluster', { ...extension, sub: ['status'] }],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', 'cluster', extension],
  ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', 'cluster', extension],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', 'cluster', { short: ['crd', 'crds'], ...extension, sub: ['status'] }],
  ['scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses', 'cluster', { short: ['pc'] }],
  ['coordination.k8s.io/v1', 'Lease', 'leases', 'namespaced'],
  ['node.k8s.io/v1', 'RuntimeClass', 'runtimeclasses', 'cluster'],
  ['discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', 'namespaced'],
]

/** Types without a status whose generation is counted all the same. */
const countedWithoutStatus = new Set([
  'NetworkPolicy',
  'EndpointSlice',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'IngressClass',
  'PriorityClass',
])

/** `pods`, or `deployments.apps`. */
export function typeNameOf(type: Pick<ResourceType, 'group' | 'plural'>): TypeName {
  return type.group === '' ? type.plural : `${type.plural}.${type.group}`
}

/** `v1`, or `apps/v1`. */
export function apiVersionOf(type: Pick<ResourceType, 'group' | 'version'>): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`
}

export const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

export const builtinTypes: readonly ResourceType[] = rows.map(toType)

function toType([groupVersion, kind, plural, scope, options = {}]: Row): ResourceType {
  const slash = groupVersion.indexOf('/')
  const subresources = options.sub ?? []
  const hasStatus = subresources.includes('status')
  return {
    group: slash < 0 ? '' : groupVersion.slice(0, slash),
    version: groupVersion.slice(slash + 1),
    kind,
    plural,
    singular: options.singular ?? kind.toLowerCase(),
    namespaced: scope === 'namespaced',
    shortNames: options.short ?? [],
    categories: options.categories ?? [],
    subresources,
    hasStatus,
    countsGeneration: (hasStatus && !options.uncounted) || countedWithoutStatus.has(kind),
    verbs: options.verbs ?? allVerbs,
    ...(options.storedAs === undefined ? {} : { storedAs: options.storedAs }),
  }
}
