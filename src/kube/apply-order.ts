import type { KubeObject } from '../model/kubernetes.js'

/** What others need comes first; a kind that is not listed (a custom resource) comes last. */
const stages: readonly (readonly string[])[] = [
  ['Namespace', 'Project', 'ProjectRequest'],
  ['CustomResourceDefinition'],
  ['ServiceAccount', 'Role', 'ClusterRole', 'PriorityClass', 'StorageClass', 'ResourceQuota', 'LimitRange'],
  ['RoleBinding', 'ClusterRoleBinding'],
  ['ConfigMap', 'Secret', 'PersistentVolume', 'PersistentVolumeClaim', 'NetworkPolicy'],
  ['Service'],
  ['Pod', 'Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'],
]

function stageOf(object: KubeObject): number {
  const stage = stages.findIndex((kinds) => kinds.includes(object.kind))
  return stage < 0 ? stages.length : stage
}

/** The objects in stages to apply one after the other; within one, in the order given. Delete in reverse. */
export function applyStages(objects: readonly KubeObject[]): KubeObject[][] {
  const rows: KubeObject[][] = Array.from({ length: stages.length + 1 }, () => [])
  for (const object of objects) rows[stageOf(object)]?.push(object)
  return rows.filter((row) => row.length > 0)
}
