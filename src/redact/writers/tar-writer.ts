import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { cleanPath } from '../../capture/names.js'
import { writeMember } from '../../capture/write/archive-writer.js'
import type { EntryWriter } from './types.js'

/** Writes entries as a tar archive, packed with gzip where asked for; times are not kept. */
export function createTarWriter(packs: boolean, sink: (bytes: Buffer) => Promise<void>): EntryWriter {
  const tar = pack()
  const write = async (chunks: AsyncIterable<Buffer>) => {
    for await (const bytes of chunks) await sink(bytes)
  }
  const packing = packs ? pipeline(tar, createGzip(), write) : pipeline(tar, write)
  const failed = packing.then(
    () => new Promise<never>(() => {}),
    (error: unknown) => Promise.reject(error as Error),
  )
  failed.catch(() => {})
  const files = new Set<string>()
  const mtime = new Date(0)
  return {
    async directory(path, mode) {
      tar.entry({ name: `${path}/`, type: 'directory', mode, mtime })
      return undefined
    },
    async file(path, mode, content) {
      const header = { name: path, size: content.size, mode, mtime }
      await Promise.race([writeMember(tar, header, content.read()), failed])
      files.add(path)
      return undefined
    },
    async symlink(path, target) {
      tar.entry({ name: path, type: 'symlink', linkname: target, mtime })
      return undefined
    },
    async hardlink(path, target) {
      if (!files.has(cleanPath(target))) return 'it is a link to a file that is not in the copy'
      tar.entry({ name: path, type: 'link', linkname: cleanPath(target), mtime })
      return undefined
    },
    async close() {
      tar.finalize()
      await packing
    },
  }
}
