import type { ApiResource } from '../../kube/resource.js'
import type { ResourceIndex } from '../../kube/resource-index.js'
import { ExpectedError } from '../../model/errors.js'

/** What is read, by the names that the server knows it under. */
const names = {
  subscriptions: 'subscriptions.operators.coreos.com',
  operatorGroups: 'operatorgroups.operators.coreos.com',
  catalogSources: 'catalogsources.operators.coreos.com',
  installPlans: 'installplans.operators.coreos.com',
  csvs: 'clusterserviceversions.operators.coreos.com',
  operators: 'operators.operators.coreos.com',
  operatorConditions: 'operatorconditions.operators.coreos.com',
  crds: 'customresourcedefinitions.apiextensions.k8s.io',
  apiServices: 'apiservices.apiregistration.k8s.io',
  validatingWebhooks: 'validatingwebhookconfigurations.admissionregistration.k8s.io',
  mutatingWebhooks: 'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  clusterRoles: 'clusterroles.rbac.authorization.k8s.io',
  clusterRoleBindings: 'clusterrolebindings.rbac.authorization.k8s.io',
  roles: 'roles.rbac.authorization.k8s.io',
  roleBindings: 'rolebindings.rbac.authorization.k8s.io',
  serviceAccounts: 'serviceaccounts',
  services: 'services',
  deployments: 'deployments.apps',
  replicaSets: 'replicasets.apps',
  pods: 'pods',
  jobs: 'jobs.batch',
  configMaps: 'configmaps',
  events: 'events',
} as const

export type OlmType = keyof typeof names
/** Those that the server has. */
export type OlmTypes = Partial<Record<OlmType, ApiResource>> & { subscriptions: ApiResource }

/** Finds the types; one that the server lacks has no objects. Throws `olm.not-installed`. */
export function olmTypes(resources: ResourceIndex): OlmTypes {
  const found = Object.fromEntries(
    Object.entries(names).flatMap(([type, name]) => {
      const resource = resources.preferred.find(
        ({ plural, group }) => name === `${plural}.${group}` || (group === '' && name === plural),
      )
      return resource ? [[type, resource]] : []
    }),
  ) as Partial<OlmTypes>
  if (!found.subscriptions) throw notInstalled()
  return { ...found, subscriptions: found.subscriptions }
}

function notInstalled(): ExpectedError {
  return new ExpectedError({
    code: 'olm.not-installed',
    message: `there is no OLM on this cluster: the server does not know ${names.subscriptions}`,
    next: 'Install OLM, or choose the cluster that has it with --kubeconfig and --context.',
    exitCode: 3,
  })
}
