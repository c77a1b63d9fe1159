import type { ApiResource } from '../kube/index.js'

const rbac = (kind: string, plural: string, namespaced: boolean): ApiResource => ({
  group: 'rbac.authorization.k8s.io',
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

export const clusterRoleBindings = rbac('ClusterRoleBinding', 'clusterrolebindings', false)
export const roleBindings = rbac('RoleBinding', 'rolebindings', true)
