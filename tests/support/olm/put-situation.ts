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
import { recorded, recordedNamespace, type Situation } from './recordings.js'

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
  const objects = inOrder(recorded(name))
  const local = localizer(objects, names, new Date())
  const put: KubeObject[] = []
  for (const object of objects) {
    const wanted = change(local.here(object))
    if (!wanted) continue
    const made = await putObject(connection, wanted)
    local.put(object, made.metadata.uid)
    put.push(made)
  }
  return put
}

function namespaceObject(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
}
