import { isForbidden, isNotFound, resourcePath, type ApiResource, type Connection } from '../kube/index.js'
import type { ObjectMeta } from '../model/kubernetes.js'

const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json'
const chunk = 500

interface MetadataList {
  metadata?: { continue?: string }
  items?: { metadata: ObjectMeta }[] | null
}

/**
 * The metadata of every object of a type, in chunks and without the objects: counting Secrets needs none of their
 * contents. `undefined` where the type may not be listed, or is not there any more.
 */
export async function listMetadata(
  connection: Connection,
  resource: ApiResource,
  {
    namespace,
    labelSelector,
    signal,
  }: { namespace?: string | undefined; labelSelector?: string | undefined; signal: AbortSignal },
): Promise<ObjectMeta[] | undefined> {
  const found: ObjectMeta[] = []
  let token: string | undefined
  try {
    do {
      const query = { limit: chunk, continue: token, labelSelector }
      const { body } = await connection.request<MetadataList>({
        path: resourcePath(resource, { namespace }),
        query,
        accept,
        signal,
      })
      found.push(...(body.items ?? []).map(({ metadata }) => metadata))
      token = body.metadata?.continue || undefined
    } while (token !== undefined)
    return found
  } catch (error) {
    if (isForbidden(error) || isNotFound(error)) return undefined
    throw error
  }
}
