import type { BlobStore, Descriptor } from './descriptor.js'
import { shortDigest, toDescriptors } from './descriptor.js'
import { choosePlatform } from './choose-platform.js'
import { ImageError } from './image-error.js'
import { parseJson, readSmall } from './read-json.js'

/** The files of an OCI layout, in a folder or an archive. */
export interface LayoutFiles {
  origin: string
  /** `undefined` where there is no such file. */
  read(path: string): AsyncIterable<Buffer> | undefined
  close(): Promise<void>
}

/** The content of an OCI layout, and what its index leads to. Source: OCI image spec, image layout. */
export async function openOciLayout(
  files: LayoutFiles,
  platform: string | undefined,
): Promise<{ store: BlobStore; root: Descriptor }> {
  const { origin } = files
  const bytes = files.read('index.json')
  if (!bytes) throw new ImageError('image.unreadable', `${origin} has no index.json`)
  const index = parseJson(await readSmall(bytes, `index.json of ${origin}`), `index.json of ${origin}`)
  const manifests = toDescriptors(index['manifests'])
  if (manifests.length === 0)
    throw new ImageError('image.unreadable', `index.json of ${origin} names no image`)
  return { store: layoutStore(files), root: onlyImage(manifests, platform, origin) }
}

const refName = 'org.opencontainers.image.ref.name'

/** A layout may hold many images under names; which one is meant nobody can tell then. */
function onlyImage(
  manifests: readonly Descriptor[],
  platform: string | undefined,
  origin: string,
): Descriptor {
  const names = manifests
    .map(({ annotations }) => annotations?.[refName])
    .filter((name) => name !== undefined)
  const different = new Set(manifests.map(({ digest }) => digest))
  const [first] = manifests
  if (first && different.size === 1) return first
  if (new Set(names).size > 1)
    throw new ImageError('image.unreadable', `${origin} holds several images: ${names.join(', ')}`, {
      next: 'Copy the one that is meant into a layout of its own.',
    })
  return choosePlatform(manifests, platform, origin)
}

const layoutStore = (files: LayoutFiles): BlobStore => ({
  origin: files.origin,
  read({ digest }) {
    const bytes = files.read(`blobs/${digest.replace(':', '/')}`)
    if (!bytes)
      throw new ImageError(
        'image.unreadable',
        `${files.origin} lacks ${shortDigest(digest)}, which it names`,
        {
          next: 'Copy the image with all its layers.',
        },
      )
    return bytes
  },
  close: () => files.close(),
})
