import { posix } from 'node:path'
import { archiveEntries } from '../../capture/read/archive.js'
import { ByteSource } from '../../capture/read/byte-source.js'
import type { RawEntry } from '../../capture/read/raw-entry.js'
import type { CaptureProblem } from '../../capture/read/types.js'
import { formatBytes } from '../../lib/quantity.js'
import type { Layer } from './descriptor.js'
import { ImageError } from './image-error.js'
import type { ImageFile } from './types.js'
import { unpackLayer } from './unpack-layer.js'
import { isBelow, leadsTo } from './prefixes.js'

/** More than any image of manifests or catalogs unpacks to. */
const mostBytes = 16 * 1024 ** 3

const whiteout = '.wh.'
const opaque = '.wh..wh..opq'

/** What the layers above have said of the paths below them. */
interface Covered {
  /** Files and links that are there already, or were taken away. */
  paths: Set<string>
  /** Folders of which nothing more comes through. */
  folders: Set<string>
}

/**
 * The regular files of an image, each as the topmost layer with it has it. Goes from the top down, so that what is covered
 * is known before it comes, and one pass over each layer is enough. Source: OCI image spec, layers and whiteouts.
 */
export async function* layeredFiles(
  layers: readonly Layer[],
  prefixes: readonly string[],
  { origin, signal }: { origin: string; signal: AbortSignal },
): AsyncGenerator<ImageFile, void, undefined> {
  const covered: Covered = { paths: new Set(), folders: new Set() }
  for (const layer of [...layers].reverse()) {
    signal.throwIfAborted()
    yield* filesOf(layer, prefixes, covered, { origin, signal })
  }
}

async function* filesOf(
  layer: Layer,
  prefixes: readonly string[],
  covered: Covered,
  { origin, signal }: { origin: string; signal: AbortSignal },
): AsyncGenerator<ImageFile, void, undefined> {
  const here: Covered = { paths: new Set(), folders: new Set() }
  const damaged = ({ reason, path }: Pick<CaptureProblem, 'reason' | 'path'>) => {
    const where = path === undefined || path === '' ? '' : `${path}: `
    throw new ImageError('image.unreadable', `${layer.name} of ${origin} is damaged: ${where}${reason}`)
  }
  const source = new ByteSource(limited(unpackLayer(layer.read()), layer, origin))
  try {
    for await (const entry of archiveEntries(source, damaged, signal)) {
      // A hostile name is as it was written.
      const inside = entry.path.replace(/^[./]+/, '')
      const mayMatter = isBelow(inside, prefixes) || leadsTo(inside, prefixes)
      const sign = noteWhiteout(entry.path, here)
      if (!mayMatter || sign || isCovered(entry.path, covered)) continue
      if (entry.hostile) throw refused(entry, entry.hostile.reason, layer, origin)
      if (entry.type === 'directory') continue
      here.paths.add(entry.path)
      if (!isBelow(entry.path, prefixes)) continue
      if (entry.type !== 'file') throw refused(entry, `it is a ${entry.type}`, layer, origin)
      yield { path: entry.path, size: entry.size ?? 0, content: () => entry.body() }
    }
  } finally {
    await source.close()
  }
  for (const path of here.paths) covered.paths.add(path)
  for (const path of here.folders) covered.folders.add(path)
}

/** Takes note of a mark that hides what lower layers have; `true` where the entry is one. */
function noteWhiteout(path: string, { paths, folders }: Covered): boolean {
  const name = posix.basename(path)
  if (!name.startsWith(whiteout)) return false
  const folder = posix.dirname(path)
  if (name === opaque) folders.add(folder)
  else {
    const hidden = posix.join(folder, name.slice(whiteout.length))
    paths.add(hidden)
    folders.add(hidden)
  }
  return true
}

/** Whether a layer above has the path, hides it, or has a file where one of its folders would be. */
function isCovered(path: string, { paths, folders }: Covered): boolean {
  if (paths.has(path)) return true
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    if (folders.has(folder) || paths.has(folder)) return true
    if (folder === '.') return false
  }
}

function refused({ path }: RawEntry, reason: string, layer: Layer, origin: string): ImageError {
  return new ImageError('image.unreadable', `${layer.name} of ${origin} holds ${path}: ${reason}`, {
    next: 'Build the image with regular files alone where a bundle or a catalog lies.',
  })
}

async function* limited(
  chunks: AsyncIterable<Buffer>,
  layer: Layer,
  origin: string,
): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > mostBytes)
      throw new ImageError(
        'image.unreadable',
        `${layer.name} of ${origin} unpacks to more than ${formatBytes(mostBytes)}`,
      )
    yield chunk
  }
}
