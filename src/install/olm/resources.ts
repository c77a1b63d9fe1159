import type { ApiResource } from '../../kube/index.js'

export const olmGroup = 'operators.coreos.com'

const type = (kind: string, plural: string, version = 'v1alpha1', namespaced = true): ApiResource => ({
  ...{ group: olmGroup, version, kind, plural, namespaced },
  singular: kind.toLowerCase(),
  ...{ shortNames: [], categories: [], verbs: [], subresources: [] },
})

/** The types of OLM that an install needs; whoever has OLM has them. */
export const olmTypes = {
  catalogSources: type('CatalogSource', 'catalogsources'),
  operatorGroups: type('OperatorGroup', 'operatorgroups', 'v1'),
  subscriptions: type('Subscription', 'subscriptions'),
  installPlans: type('InstallPlan', 'installplans'),
  csvs: type('ClusterServiceVersion', 'clusterserviceversions'),
  operators: type('Operator', 'operators', 'v1', false),
} as const
