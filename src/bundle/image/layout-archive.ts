import { posix } from 'node:path'
import { archiveEntries } from '../../capture/read/archive.js'
import { ByteSource, DataError } from '../../capture/read/byte-source.js'
import { fileBytes } from '../../capture/read/file-bytes.js'
import { Spool } from '../../capture/read/spool.js'
import { formatBytes } from '../../lib/quantity.js'
import { ImageError } from './image-error.js'
import type { LayoutFiles } from './oci-layout.js'
import { unpackLayer } from './unpack-layer.js'

const mostBytes = 16 * 1024 ** 3
/** An image has a few files for each layer, not thousands. */
const mostFiles = 2000

/**
 * The files of a .tar or .tar.gz, kept aside as its parts are needed in another order than they come in. Links between
 * them, as old `docker save` made them, are followed inside the archive. Throws `ImageError`.
 */
export async function layoutArchive(path: string, signal: AbortSignal): Promise<LayoutFiles> {
  const files = new Map<string, Spool>()
  const links = new Map<string, string>()
  const close = async () => {
    for (const spool of files.values()) await spool.dispose()
  }
  try {
    await keepFiles(path, files, links, signal)
  } catch (error) {
    await close()
    throw error instanceof DataError ? damaged(path, error.message) : error
  }
  return {
    origin: path,
    read: (name) => (files.get(name) ?? files.get(links.get(name) ?? ''))?.read(signal),
    close,
  }
}

async function keepFiles(
  path: string,
  files: Map<string, Spool>,
  links: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const source = new ByteSource(unpackLayer(fileBytes(path, signal)))
  let bytes = 0
  const failed = ({ reason }: { reason: string }) => {
    throw files.size === 0
      ? new ImageError('image.unreadable', `${path} is no archive of an image: ${reason}`, {
          next: 'Name a .tar or .tar.gz as `docker save`, `podman save` or `skopeo copy` writes it.',
        })
      : damaged(path, reason)
  }
  try {
    for await (const entry of archiveEntries(source, failed, signal)) {
      if (entry.hostile) throw damaged(path, `${entry.path}: ${entry.hostile.reason}`)
      if (entry.linkTarget !== undefined)
        links.set(entry.path, targetOf(entry.path, entry.linkTarget, entry.type))
      if (entry.type !== 'file') continue
      const spool = new Spool()
      files.set(entry.path, spool)
      if (files.size > mostFiles) throw damaged(path, `it holds more than ${mostFiles} files`)
      for await (const chunk of entry.body()) {
        bytes += chunk.length
        if (bytes > mostBytes) throw damaged(path, `it unpacks to more than ${formatBytes(mostBytes)}`)
        await spool.write(chunk)
      }
    }
  } finally {
    await source.close()
  }
}

const targetOf = (path: string, target: string, type: string): string =>
  type === 'hardlink' ? posix.normalize(target) : posix.normalize(posix.join(posix.dirname(path), target))

const damaged = (path: string, reason: string): ImageError =>
  new ImageError('image.unreadable', `the image archive ${path} is damaged: ${reason}`, {
    next: 'Save or copy the image again.',
  })
