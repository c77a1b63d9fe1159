import { choosePlatform } from './choose-platform.js'
import type { BlobStore, Descriptor, Layer } from './descriptor.js'
import { isObject, shortDigest, toDescriptor, toDescriptors } from './descriptor.js'
import { ImageError } from './image-error.js'
import { parseJson, readSmall } from './read-json.js'
import { verified } from './verified.js'

/** What a manifest leads to: the labels of the configuration, and the layers, from the lowest up. */
export interface ImageParts {
  labels: Record<string, string>
  layers: Layer[]
}

/** An index may name indexes; nobody goes deeper. */
const mostLevels = 4

/** Goes from a manifest, or from an index to the manifest of a platform, to the image's parts. All that it reads is verified. */
export async function openManifest(
  store: BlobStore,
  root: Descriptor,
  platform: string | undefined,
): Promise<ImageParts> {
  let descriptor = root
  for (let level = 0; level < mostLevels; level++) {
    const what = `${shortDigest(descriptor.digest)} of ${store.origin}`
    const manifest = parseJson(await readVerified(store, descriptor), what)
    if (!Array.isArray(manifest['manifests'])) return partsOf(store, manifest, what)
    descriptor = choosePlatform(toDescriptors(manifest['manifests']), platform, store.origin)
  }
  throw new ImageError(
    'image.unreadable',
    `${store.origin} has an index inside an index, ${mostLevels} levels deep`,
  )
}

async function partsOf(
  store: BlobStore,
  manifest: Record<string, unknown>,
  what: string,
): Promise<ImageParts> {
  const config = toDescriptor(manifest['config'])
  const { layers } = manifest
  if (!config || !Array.isArray(layers)) {
    const isOld = manifest['schemaVersion'] === 1
    throw new ImageError(
      'image.unreadable',
      isOld
        ? `${what} is a manifest of schema 1, which registries gave up`
        : `${what} is no manifest of an image`,
      isOld
        ? { next: 'Push the image again with a client of this decade.' }
        : { next: 'Check that the reference names an image, and not a chart or another artifact.' },
    )
  }
  return {
    labels: labelsOf(parseJson(await readVerified(store, config), `the configuration in ${what}`)),
    layers: layers.map((value) => toLayer(store, value, what)),
  }
}

function toLayer(store: BlobStore, value: unknown, what: string): Layer {
  const descriptor = toDescriptor(value)
  if (!descriptor) throw new ImageError('image.unreadable', `${what} names a layer without a valid digest`)
  return {
    name: `layer ${shortDigest(descriptor.digest)}`,
    read: () => verified(store.read(descriptor), descriptor, store.origin),
  }
}

/** The labels of a configuration; in docker's and the OCI's format they are in the same place. */
export function labelsOf(configuration: Record<string, unknown>): Record<string, string> {
  const config = configuration['config']
  const labels = isObject(config) ? config['Labels'] : undefined
  if (!isObject(labels)) return {}
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]))
}

const readVerified = (store: BlobStore, descriptor: Descriptor): Promise<Buffer> =>
  readSmall(verified(store.read(descriptor), descriptor, store.origin), `a document of ${store.origin}`)
