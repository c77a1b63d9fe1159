import { createReadStream } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createArchiveWriter, repackTar } from '../../capture/index.js'
import { checksumLine, checksumsFile, filesBelow } from './checksums.js'
import type { Store } from './store.js'

/**
 * Straight into a .tar.gz, with its SHA-256 beside it; small files wait in `workDir`. Everything lies in one top folder.
 * Throws `capture.write-failed`.
 */
export async function archiveStore(archive: string, workDir: string): Promise<Store> {
  const root = join(workDir, 'beside')
  await mkdir(root, { recursive: true, mode: 0o700 })
  const writer = await createArchiveWriter(archive)
  const top = basename(archive).replace(/(\.tar)?\.t?gz$/, '') || 'must-gather'
  const digests = new Map<string, string>()
  const inside = (path: string) => path.slice(top.length + 1)
  const pack = async (path: string) => {
    const file = join(root, path)
    const { size } = await stat(file)
    digests.set(path, await writer.file(`${top}/${path}`, size, createReadStream(file)))
  }
  return {
    path: archive,
    root,
    receive: (tar, folder, onEntry) =>
      repackTar(tar, writer, {
        prefix: `${top}/${folder}`,
        onEntry,
        onFile: (path, digest) => digests.set(inside(path), digest),
      }),
    async close() {
      for (const path of await filesBelow(root)) await pack(path)
      await writeFile(join(root, checksumsFile), checksums(digests))
      await pack(checksumsFile)
      const digest = await writer.close()
      await writeFile(`${archive}.sha256`, checksumLine(digest, basename(archive)), { mode: 0o600 })
    },
  }
}

function checksums(digests: ReadonlyMap<string, string>): string {
  const rows = [...digests].sort(([a], [b]) => (a < b ? -1 : 1))
  return rows.map(([path, digest]) => checksumLine(digest, path)).join('')
}
