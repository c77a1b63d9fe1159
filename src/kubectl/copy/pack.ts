import { createReadStream } from 'node:fs'
import { lstat, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pack, type Pack } from 'tar-stream'

/** A tar stream of a file or folder, under another name; an error destroys the stream with it. */
export function packPath(path: string, name: string, signal: AbortSignal): Readable {
  const archive = pack()
  add(archive, path, name, signal).then(
    () => archive.finalize(),
    (error: unknown) => archive.destroy(error as Error),
  )
  return archive
}

async function add(archive: Pack, path: string, name: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const info = await lstat(path)
  const header = { name, mode: info.mode & 0o777, mtime: info.mtime }
  if (info.isSymbolicLink()) {
    archive.entry({ ...header, type: 'symlink', linkname: await readlink(path) })
  } else if (info.isDirectory()) {
    archive.entry({ ...header, type: 'directory' })
    for (const child of (await readdir(path)).sort())
      await add(archive, join(path, child), `${name}/${child}`, signal)
  } else if (info.isFile()) {
    // A file that grows meanwhile must not be longer than its header says.
    const entry = archive.entry({ ...header, size: info.size })
    if (info.size === 0) entry.end()
    else await pipeline(createReadStream(path, { end: info.size - 1 }), entry)
  }
}
