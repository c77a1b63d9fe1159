import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { DataError } from './byte-source.js'

const chunkSize = 256 * 1024

/**
 * The bytes of a regular file in chunks. Neither follows a link nor waits on a pipe that took the file's place since
 * it was listed. A file that cannot be read throws a `DataError`.
 */
export async function* fileBytes(
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    unreadable,
  )
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new DataError('unreadable', 'it is not a regular file any more')
    // One byte more than the file has: a short read is then its end, and no second read has to find that out.
    const size = Math.min(stat.size + 1, chunkSize)
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(size), 0, size).catch(unreadable)
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead)
      if (bytesRead < size && (bytesRead === 0 || size <= stat.size)) return
      if (bytesRead < size && stat.size < chunkSize) return
    }
  } finally {
    await file.close()
  }
}

function unreadable(error: NodeJS.ErrnoException): never {
  throw new DataError('unreadable', `it cannot be read: ${error.code ?? error.message}`)
}
