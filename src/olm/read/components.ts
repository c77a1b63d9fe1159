import type { ResourceIndex } from '../../kube/resource-index.js'
import { splitApiVersion } from '../../kube/resource.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { ObjectRef } from '../belong/planned-objects.js'
import type { Reader, Unread } from './reader.js'

/** Of these only the metadata is read: their contents are secret, or a ConfigMap's. */
const metadataOnly = new Set(['Secret', 'ConfigMap'])

/** Reads what an Operator object or a plan names, but for OLM's own types, which are found by what they say themselves, and what is there already. */
export async function readComponents(
  { reader, resources }: { reader: Reader; resources: ResourceIndex },
  refs: readonly ObjectRef[],
  isKnown: (ref: { kind: string; name: string }) => boolean,
  unread: Unread,
): Promise<KubeObject[]> {
  const found = await Promise.all(
    refs.map(async ({ apiVersion = '', kind = '', namespace, name = '' }) => {
      const isOlms = splitApiVersion(apiVersion).group === 'operators.coreos.com'
      if (name === '' || isOlms || isKnown({ kind, name })) return undefined
      const type = resources.ofKind(apiVersion, kind)
      const where = type?.namespaced ? { namespace, name } : { name }
      return reader.find(type, { ...where, metadataOnly: metadataOnly.has(kind) }, unread)
    }),
  )
  return found.filter((object) => object !== undefined)
}
