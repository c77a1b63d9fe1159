import type { Connection } from '../kube/index.js'
import { listObjects, resourceOf } from '../kube/index.js'
import type { KubeObject } from '../model/kubernetes.js'

const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const

/** The workloads of a namespace: before the samples are created, those of the operator. */
export async function workloadsIn(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<KubeObject[]> {
  const found: KubeObject[] = []
  for (const kind of kinds) {
    const type = await resourceOf(connection, { apiVersion: 'apps/v1', kind }, signal)
    for await (const object of listObjects(connection, type, { namespace, signal }))
      found.push({ ...object, kind })
  }
  return found
}
