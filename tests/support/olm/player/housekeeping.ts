import { deleteObject, listAll, patchObject, resourceOf, watch } from '../../../../src/kube/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import type { Stage } from './stage.js'

const cleanupFinalizer = 'operators.coreos.com/csv-cleanup'

/** Does what OLM does when its objects go: a CSV and an OperatorGroup take their cluster-scoped roles along. */
export async function keepHouse(stage: Stage): Promise<void> {
  await Promise.all([watchCsvs(stage), watchGroups(stage)])
}

async function watchCsvs(stage: Stage): Promise<void> {
  const { connection, signal } = stage
  const resource = await resourceOf(connection, {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'ClusterServiceVersion',
  })
  for await (const event of watch(connection, resource, { signal })) {
    if (event.type === 'SYNCED' || event.type === 'DELETED') continue
    const { namespace, name, deletionTimestamp, finalizers } = event.object.metadata
    if (deletionTimestamp === undefined || !finalizers?.includes(cleanupFinalizer)) continue
    await dropRoles(stage, event.object)
    const body = { metadata: { finalizers: finalizers.filter((one) => one !== cleanupFinalizer) } }
    await patchObject(connection, resource, { namespace, name }, { type: 'merge', body })
  }
}

async function watchGroups(stage: Stage): Promise<void> {
  const { connection, signal } = stage
  const resource = await resourceOf(connection, {
    apiVersion: 'operators.coreos.com/v1',
    kind: 'OperatorGroup',
  })
  for await (const event of watch(connection, resource, { signal }))
    if (event.type === 'DELETED') await dropRoles(stage, event.object)
}

async function dropRoles({ connection }: Stage, { kind, metadata }: KubeObject): Promise<void> {
  const labelSelector = [
    `olm.owner=${metadata.name}`,
    `olm.owner.kind=${kind}`,
    `olm.owner.namespace=${metadata.namespace ?? ''}`,
  ].join(',')
  for (const role of ['ClusterRoleBinding', 'ClusterRole']) {
    const resource = await resourceOf(connection, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: role,
    })
    const { items } = await listAll(connection, resource, { labelSelector })
    for (const item of items) await deleteObject(connection, resource, { name: item.metadata.name })
  }
}
