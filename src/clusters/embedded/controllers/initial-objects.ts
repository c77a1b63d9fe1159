import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store, TypeName } from '../store/types.js'
import { provisioner } from './volume-binder.js'

const namespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

const priorityClasses: [string, number, string][] = [
  [
    'system-cluster-critical',
    2_000_000_000,
    'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  ],
  [
    'system-node-critical',
    2_000_001_000,
    'Used for system critical pods that must not be moved from their current node.',
  ],
]

/** What a fresh cluster holds; objects that are there already stay as they are. */
export function createInitialObjects(store: Store, node: KubeObject): void {
  for (const [typeName, object] of initialObjects(node)) {
    if (!store.get(typeName, object.metadata.namespace, object.metadata.name)) store.create(typeName, object)
  }
}

function initialObjects(node: KubeObject): [TypeName, KubeObject][] {
  return [
    ...namespaces.map((name): [TypeName, KubeObject] => [
      'namespaces',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    ]),
    ['nodes', node],
    ['storageclasses.storage.k8s.io', storageClass],
    ...priorityClasses.map(([name, value, description]): [TypeName, KubeObject] => [
      'priorityclasses.scheduling.k8s.io',
      {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name },
        value,
        description,
        preemptionPolicy: 'PreemptLowerPriority',
      },
    ]),
  ]
}

const storageClass: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
}
