import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { BlobStore, Descriptor } from '../descriptor.js'
import { shortDigest } from '../descriptor.js'
import { ImageError } from '../image-error.js'
import { readSmall } from '../read-json.js'
import { parseReference } from '../reference.js'
import type { OpenOptions } from '../types.js'
import { findCredentials } from './credentials.js'
import { createDispatchers } from './dispatchers.js'
import type { RegistryClient } from './registry-client.js'
import { registryClient } from './registry-client.js'

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]
const isManifest = ({ mediaType = '' }: Descriptor): boolean => manifestTypes.includes(mediaType)

/** What is named by its digest, and what a tag leads to, in a registry. Throws `ImageError`. */
export async function openRegistry(
  ref: string,
  { registry: access = {}, signal }: OpenOptions,
): Promise<{ store: BlobStore; root: Descriptor }> {
  const reference = parseReference(ref)
  if (!reference) throw new ImageError('image.source-invalid', `${JSON.stringify(ref)} is no image reference`)
  const { registry, tag, digest } = reference
  const ca = access.ca === undefined ? undefined : await readFile(access.ca, 'utf8')
  const { env = {} } = access
  const credentials = await findCredentials(access.dockerConfig, reference, { env, signal })
  const dispatchers = createDispatchers({ ca, env })
  const client = registryClient({
    reference,
    origin: ref,
    credentials,
    insecure: access.insecure?.includes(registry) === true,
    dispatchers,
    signal,
    retryMs: access.retryMs ?? 1000,
  })
  try {
    const bytes = await manifest(client, ref, digest ?? tag ?? 'latest')
    const root = digest ?? `sha256:${createHash('sha256').update(bytes).digest('hex')}`
    const store = registryStore(ref, client, { [root]: bytes }, () => dispatchers.close())
    return { store, root: { digest: root } }
  } catch (error) {
    await dispatchers.close()
    throw error
  }
}

/** What a reference names and is not there is the reference's fault, not the image's. */
async function manifest(client: RegistryClient, ref: string, name: string): Promise<Buffer> {
  const response = await client.get(`manifests/${name}`, manifestTypes)
  if (!response) throw new ImageError('image.not-found', `the registry does not know ${ref}`)
  return readSmall(response.body, `the manifest of ${ref}`)
}

const registryStore = (
  origin: string,
  client: RegistryClient,
  known: Record<string, Buffer>,
  close: () => Promise<void>,
): BlobStore => ({
  origin,
  async *read(descriptor) {
    const bytes = known[descriptor.digest]
    if (bytes) {
      yield bytes
      return
    }
    const path = `${isManifest(descriptor) ? 'manifests' : 'blobs'}/${descriptor.digest}`
    const response = await client.get(path, isManifest(descriptor) ? manifestTypes : [])
    if (!response)
      throw new ImageError(
        'image.unreadable',
        `the registry lacks ${shortDigest(descriptor.digest)} of ${origin}`,
        {
          next: 'Push the image again, with all its layers.',
        },
      )
    try {
      yield* response.body as AsyncIterable<Buffer>
    } catch (error) {
      if (error instanceof ImageError || (error as Error).name === 'AbortError') throw error
      throw new ImageError(
        'image.registry-unreachable',
        `the connection broke while ${shortDigest(descriptor.digest)} of ${origin} was read: ${(error as Error).message}`,
        { cause: error },
      )
    }
  },
  close,
})
