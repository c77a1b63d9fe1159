import { existsSync } from 'node:fs'
import { ImageError } from './image-error.js'
import { cleanPrefixes } from './prefixes.js'
import { openDockerArchive } from './docker-archive.js'
import type { Descriptor } from './descriptor.js'
import { layeredFiles } from './layered-files.js'
import { layoutArchive } from './layout-archive.js'
import { layoutFolder } from './layout-folder.js'
import type { LayoutFiles } from './oci-layout.js'
import { openOciLayout } from './oci-layout.js'
import { openBuild } from './open-build.js'
import { openFolder } from './open-folder.js'
import type { ImageParts } from './open-manifest.js'
import { openManifest } from './open-manifest.js'
import { openRegistry } from './registry/open-registry.js'
import type { ImageSource, OpenedImage, OpenOptions } from './types.js'

/**
 * Opens an image for reading, wherever it is. Throws `ImageError`: `image.not-found` where there is none,
 * `image.registry-unreachable` where nobody could tell, `image.refused` where it may not be read, `image.unreadable`
 * where it is damaged; and what is wrong with a Dockerfile.
 */
export async function openImage(source: ImageSource, options: OpenOptions): Promise<OpenedImage> {
  const { signal, platform } = options
  signal.throwIfAborted()
  switch (source.kind) {
    case 'folder':
      return openFolder(source.path, signal)
    case 'build':
      return openBuild(source, options)
    case 'oci-layout':
      mustExist(source.path)
      return openLayout(source.kind, layoutFolder(source.path, signal), options)
    case 'archive':
      mustExist(source.path)
      return openLayout(source.kind, await layoutArchive(source.path, signal), options)
    case 'registry': {
      const { store, root } = await openRegistry(source.ref, options)
      const parts = await closingOnFailure(store, () => openManifest(store, root, platform))
      return opened(source.kind, parts, store, root, signal)
    }
  }
}

function mustExist(path: string): void {
  if (!existsSync(path))
    throw new ImageError('image.not-found', `there is no image at ${path}`, { next: 'Check the path.' })
}

async function openLayout(
  kind: ImageSource['kind'],
  files: LayoutFiles,
  { platform, signal }: OpenOptions,
): Promise<OpenedImage> {
  return closingOnFailure(files, async () => {
    if (!files.read('index.json') && files.read('manifest.json'))
      return opened(kind, await openDockerArchive(files), files, undefined, signal)
    const { store, root } = await openOciLayout(files, platform)
    return opened(kind, await openManifest(store, root, platform), store, root, signal)
  })
}

async function closingOnFailure<T>(held: { close(): Promise<void> }, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    await held.close()
    throw error
  }
}

const opened = (
  kind: ImageSource['kind'],
  { labels, layers }: ImageParts,
  held: { origin: string; close(): Promise<void> },
  root: Descriptor | undefined,
  signal: AbortSignal,
): OpenedImage => ({
  ...{ kind, origin: held.origin, labels, labelsFrom: 'image' },
  close: () => held.close(),
  ...(root ? { digest: root.digest } : {}),
  files: (prefixes) => layeredFiles(layers, cleanPrefixes(prefixes), { origin: held.origin, signal }),
})
