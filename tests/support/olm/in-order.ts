import type { KubeObject } from '../../../src/model/kubernetes.js'

/** Owners come before what they own, so that references are to what is there. */
const order = [
  'CustomResourceDefinition',
  'CatalogSource',
  'OperatorGroup',
  'Subscription',
  'InstallPlan',
  'ClusterServiceVersion',
  'OperatorCondition',
  'ConfigMap',
  'ServiceAccount',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'Service',
  'Job',
  'Deployment',
  'ReplicaSet',
  'Pod',
]

export function inOrder(objects: KubeObject[]): KubeObject[] {
  const rank = ({ kind }: KubeObject) => (order.includes(kind) ? order.indexOf(kind) : order.length)
  return [...objects].sort((a, b) => rank(a) - rank(b))
}
