/** Puts objects with their status straight into the store of an embedded cluster, without asking its API. */
import type { Store } from '../../src/clusters/embedded/store/types.js'
import type { KubeObject, OwnerReference } from '../../src/model/kubernetes.js'

export const olm = (version: string) => `operators.coreos.com/${version}`
export const rbac = 'rbac.authorization.k8s.io'

/** Where the store keeps each kind. */
const places: Record<string, string> = {
  Subscription: 'subscriptions.operators.coreos.com',
  InstallPlan: 'installplans.operators.coreos.com',
  ClusterServiceVersion: 'clusterserviceversions.operators.coreos.com',
  OperatorGroup: 'operatorgroups.operators.coreos.com',
  OperatorCondition: 'operatorconditions.operators.coreos.com',
  CatalogSource: 'catalogsources.operators.coreos.com',
  Operator: 'operators.operators.coreos.com',
  CustomResourceDefinition: 'customresourcedefinitions.apiextensions.k8s.io',
  Role: `roles.${rbac}`,
  RoleBinding: `rolebindings.${rbac}`,
  ClusterRole: `clusterroles.${rbac}`,
  ClusterRoleBinding: `clusterrolebindings.${rbac}`,
  Deployment: 'deployments.apps',
  ReplicaSet: 'replicasets.apps',
  Namespace: 'namespaces',
  ServiceAccount: 'serviceaccounts',
  Service: 'services',
  ConfigMap: 'configmaps',
  Pod: 'pods',
  Job: 'jobs.batch',
  Event: 'events',
  MutatingWebhookConfiguration: 'mutatingwebhookconfigurations.admissionregistration.k8s.io',
}

/** Creates an object with its status, and gives it as the store has it. */
export function put(store: Store, object: KubeObject): KubeObject {
  const place = places[object.kind]
  if (place === undefined) throw new Error(`no place for ${object.kind}`)
  const made = store.create(place, object)
  if (object.status === undefined) return made
  return store.update(place, { ...structuredClone(made), status: object.status }, 'status')
}

export const ownedBy = ({ apiVersion, kind, metadata }: KubeObject, controller = false): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
  controller,
  blockOwnerDeletion: false,
})

export function putEvent(store: Store, { apiVersion, kind, metadata }: KubeObject, message: string): void {
  const { name, namespace = 'default', uid } = metadata
  put(store, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${kind.toLowerCase()}`, namespace },
    involvedObject: { apiVersion, kind, namespace: metadata.namespace ?? '', name, uid },
    reason: 'Noted',
    message,
    type: 'Normal',
    count: 1,
    firstTimestamp: '2026-11-21T10:00:00Z',
    lastTimestamp: '2026-11-21T10:00:00Z',
    source: { component: 'olm' },
  })
}

/** The CRD of an operator. */
export function definition(group: string, labels: Record<string, string>): KubeObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `things.${group}`, labels },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind: 'Thing', plural: 'things', singular: 'thing', listKind: 'ThingList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  }
}
