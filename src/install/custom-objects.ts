import { listAll, type Connection } from '../kube/index.js'
import type { MadeObject } from '../kube/remove-objects.js'
import type { KubeObject } from '../model/kubernetes.js'

const listMs = 15_000

/** The objects of the CRDs among what was made: they go with them. */
export async function customObjects(
  connection: Connection,
  made: readonly MadeObject[],
): Promise<MadeObject[]> {
  const crds = made
    .filter(({ object }) => object.kind === 'CustomResourceDefinition')
    .map(({ object }) => object)
  if (crds.length === 0) return []
  const signal = AbortSignal.timeout(listMs)
  connection.forgetDiscovery()
  const { resources } = await connection.discovery(signal)
  const types = crds.flatMap((crd) => resources.resolve(typeOf(crd)) ?? [])
  const lists = await Promise.all(
    types.map(async (resource) => {
      const { items } = await listAll(connection, resource, { signal })
      return items.map((object) => ({ resource, object }))
    }),
  )
  return lists.flat()
}

/** A CRD is named after its type: `nfsprovisioners.cache.jhouse.com`. */
function typeOf(crd: KubeObject): string {
  return crd.metadata.name
}
