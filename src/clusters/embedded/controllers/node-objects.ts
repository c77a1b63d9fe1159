import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store } from '../store/types.js'
import { provisioner } from './volume-binder.js'

/** What a node and its storage bring into a cluster; objects that are there already stay as they are. */
export function createNodeObjects(store: Store, node: KubeObject): void {
  for (const [typeName, object] of [
    ['nodes', node],
    ['storageclasses.storage.k8s.io', storageClass],
  ] as const) {
    if (!store.get(typeName, undefined, object.metadata.name)) store.create(typeName, object)
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
