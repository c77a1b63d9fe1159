/**
 * Puts a recorded situation of a real OLM on an API, all at once, as it was when it was recorded.
 *
 *     await using embedded = await startEmbedded()            // tests/unit/kube/embedded-server.ts: an API, no controllers
 *     await putSituation(embedded.connection, 'installed')
 *     await putSituation(embedded.connection, 'csv-deleted', { namespace: 'other', subscription: 'second' })
 *
 * For trees and summaries: nothing moves afterwards. On a cluster with controllers and a node use `playSituation`.
 */
import type { Connection } from '../../../src/kube/index.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { localizer, type LocalNames } from './localize.js'
import { inOrder } from './in-order.js'
import { installOlmTypes } from './olm-types.js'
import { putObject } from './put-object.js'
import { recorded, recordedCase, recordedNamespace, type Situation } from './recordings.js'

export interface PutOptions extends LocalNames {
  /** Changes an object before it is put; `undefined` leaves it out. */
  change?: ((object: KubeObject) => KubeObject | undefined) | undefined
}

/** Gives what was put, as the cluster has it. */
export async function putSituation(
  connection: Connection,
  name: Situation,
  { change = (object) => object, ...names }: PutOptions = {},
): Promise<KubeObject[]> {
  await installOlmTypes(connection)
  await putObject(connection, namespaceObject(names.namespace ?? recordedNamespace))
  return putAll(connection, recorded(name), names, change)
}

/** The same of a broken bundle (`fixtures/olm-cases`), with the namespaces, accounts and owners that its objects need. */
export async function putCase(connection: Connection, name: string): Promise<KubeObject[]> {
  await installOlmTypes(connection)
  const objects = recordedCase(name)
  objects.push(...objects.flatMap(unpackedInto))
  for (const namespace of new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? [])))
    await putObject(connection, namespaceObject(namespace))
  for (const account of objects.flatMap(accountOf)) await putObject(connection, account)
  return putAll(connection, objects, {}, (object) => object)
}

async function putAll(
  connection: Connection,
  objects: KubeObject[],
  names: LocalNames,
  change: (object: KubeObject) => KubeObject | undefined,
): Promise<KubeObject[]> {
  const local = localizer(objects, names, new Date())
  const put: KubeObject[] = []
  for (const object of inOrder(objects)) {
    const wanted = change(local.here(object))
    if (!wanted) continue
    const made = await putObject(connection, wanted)
    local.put(object, made.metadata.uid)
    put.push(made)
  }
  return put
}

/** A Job that unpacks belongs to the ConfigMap of its name, which was not recorded. */
function unpackedInto({
  kind,
  metadata: { namespace = '', name, ownerReferences },
}: KubeObject): KubeObject[] {
  if (kind !== 'Job') return []
  const { uid } = ownerReferences?.[0] ?? {}
  return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, ...(uid ? { uid } : {}) } }]
}

function accountOf({ kind, metadata: { namespace = '' }, spec }: KubeObject): KubeObject[] {
  if (kind !== 'Pod') return []
  const { serviceAccountName: name = 'default' } = spec as { serviceAccountName?: string }
  return [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }]
}

function namespaceObject(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
}
