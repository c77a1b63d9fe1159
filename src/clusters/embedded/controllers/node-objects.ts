import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store } from '../store/types.js'
import { provisioner } from './volume-binder.js'

/** What a node and its storage bring into a cluster; objects that are there already stay as they are. */
export function createNodeObjects(store: Store, node: KubeObject, now: Date): void {
  const objects = [
    ['nodes', node],
    ['storageclasses.storage.k8s.io', storageClass],
    ['leases.coordination.k8s.io', lease(node.metadata.name, now)],
  ] as const
  for (const [typeName, object] of objects) {
    const { namespace, name } = object.metadata
    const place = namespace === undefined || store.get('namespaces', undefined, namespace)
    if (place && !store.get(typeName, namespace, name)) store.create(typeName, object)
  }
}

const storageClass: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
}

/** The node's sign of life, which `describe node` shows; nobody watches over the one node, so it is never renewed. */
function lease(node: string, now: Date): KubeObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: node, namespace: 'kube-node-lease' },
    spec: {
      holderIdentity: node,
      leaseDurationSeconds: 40,
      renewTime: now.toISOString().replace('Z', '000Z'),
    },
  }
}
