import type { Layer } from './descriptor.js'
import { isObject, toDescriptor } from './descriptor.js'
import { ImageError } from './image-error.js'
import type { LayoutFiles } from './oci-layout.js'
import type { ImageParts } from './open-manifest.js'
import { labelsOf } from './open-manifest.js'
import { parseJson, readSmall } from './read-json.js'
import { unpackLayer } from './unpack-layer.js'
import { verified } from './verified.js'

/** An image as `docker save` writes it: `manifest.json` names a configuration, which names the digests of the unpacked layers. */
export async function openDockerArchive(files: LayoutFiles): Promise<ImageParts> {
  const { origin } = files
  const [image, ...others] = await readImages(files)
  const { Config: config, Layers: layers } = image ?? {}
  if (typeof config !== 'string' || !Array.isArray(layers))
    throw new ImageError('image.unreadable', `manifest.json of ${origin} names no image`)
  if (others.length > 0)
    throw new ImageError('image.unreadable', `${origin} holds ${others.length + 1} images`, {
      next: 'Save the one that is meant into an archive of its own.',
    })
  const configuration = parseJson(await small(files, config), `${config} of ${origin}`)
  const rootfs = configuration['rootfs']
  const digests = isObject(rootfs) && Array.isArray(rootfs['diff_ids']) ? rootfs['diff_ids'] : []
  return {
    labels: labelsOf(configuration),
    layers: layers.map((path, index) => toLayer(files, String(path), digests[index])),
  }
}

async function readImages(files: LayoutFiles): Promise<Record<string, unknown>[]> {
  const bytes = await small(files, 'manifest.json')
  const what = `manifest.json of ${files.origin}`
  // It is a list, which the reader of documents does not take.
  const { images } = parseJson(Buffer.from(`{"images":${bytes.toString('utf8')}}`), what)
  return Array.isArray(images) ? images.filter(isObject) : []
}

function toLayer(files: LayoutFiles, path: string, digest: unknown): Layer {
  return {
    name: `layer ${path}`,
    read() {
      const bytes = files.read(path)
      if (!bytes) throw lacks(files, path)
      const unpacked = unpackLayer(bytes)
      const descriptor = toDescriptor({ digest })
      return descriptor ? verified(unpacked, descriptor, files.origin) : unpacked
    },
  }
}

function small(files: LayoutFiles, path: string): Promise<Buffer> {
  const bytes = files.read(path)
  if (!bytes) throw lacks(files, path)
  return readSmall(bytes, `${path} of ${files.origin}`)
}

const lacks = ({ origin }: LayoutFiles, path: string): ImageError =>
  new ImageError('image.unreadable', `${origin} lacks ${path}, which its manifest.json names`, {
    next: 'Save or copy the image again.',
  })
