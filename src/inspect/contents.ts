import type { ApiResource } from '../kube/resource.js'
import type { ResourceIndex } from '../kube/resource-index.js'

/** What is read of every namespace, beside the category `all`; a type that the server has not is left out. */
const namespaceTypes = [
  'pods',
  'configmaps',
  'egressfirewalls.k8s.ovn.org',
  'egressqoses.k8s.ovn.org',
  'events',
  'endpoints',
  'endpointslices.discovery.k8s.io',
  'networkpolicies.networking.k8s.io',
  'persistentvolumeclaims',
  'poddisruptionbudgets.policy',
  'secrets',
  'servicemonitors.monitoring.coreos.com',
  'userdefinednetworks.k8s.ovn.org',
  'ingresses.networking.k8s.io',
]

export interface NamespaceContents {
  /** What is listed; pods are among them. */
  types: ApiResource[]
  absent: string[]
}

/** The types that are read of a namespace. */
export function namespaceContents(index: ResourceIndex, skipSecrets = false): NamespaceContents {
  const absent = namespaceTypes.filter((type) => index.resolve(type) === undefined)
  const extra = namespaceTypes.flatMap((type) => index.resolve(type) ?? [])
  const types = [...new Set([...index.inCategory('all'), ...extra])].filter(
    (type) => type.namespaced && type.verbs.includes('list') && !(skipSecrets && isSecret(type)),
  )
  return { types, absent }
}

/** A cluster operator's state lies in the cluster's configuration as much as in itself. */
export function configTypes(index: ResourceIndex): ApiResource[] {
  return index.preferred.filter(
    ({ group, verbs, namespaced }) =>
      group.endsWith('config.openshift.io') && verbs.includes('list') && !namespaced,
  )
}

const is = (group: string, plural: string) => (type: Pick<ApiResource, 'group' | 'plural'>) =>
  type.group === group && type.plural === plural

export const isNamespace = is('', 'namespaces')
export const isPod = is('', 'pods')
export const isSecret = is('', 'secrets')
export const isClusterOperator = is('config.openshift.io', 'clusteroperators')
/** Of either API group, which have the same objects. */
export const isEvent = (type: Pick<ApiResource, 'group' | 'plural'>) =>
  is('', 'events')(type) || is('events.k8s.io', 'events')(type)
