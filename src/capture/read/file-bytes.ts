import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { DataError } from './byte-source.js'

/** A file that is smaller is read at once. */
export const chunkSize = 256 * 1024
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * The bytes of a regular file in chunks. Neither follows a link nor waits on a pipe that took the file's place since
 * it was listed. A small file's bytes are put into `scratch`, of `chunkSize` bytes, where that is given. A file that cannot
 * be read throws a `DataError`.
 */
export async function* fileBytes(
  path: string,
  signal?: AbortSignal,
  scratch?: Buffer,
): AsyncGenerator<Buffer, void, undefined> {
  const small = smallFile(path, scratch)
  if (small) {
    yield small
    return
  }
  const file = await open(path, flags).catch(unreadable)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead, buffer } = await file
        .read(Buffer.allocUnsafe(chunkSize), 0, chunkSize)
        .catch(unreadable)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/**
 * A file that fits one chunk, at once; `undefined` for a larger one. Captures hold thousands of such files, and four
 * trips through the thread pool for each cost more than reading them.
 */
function smallFile(path: string, scratch?: Buffer): Buffer | undefined {
  const file = orUnreadable(() => openSync(path, flags))
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new DataError('unreadable', 'it is not a regular file any more')
    if (stat.size >= chunkSize) return undefined
    const buffer = scratch ?? Buffer.allocUnsafe(stat.size + 1)
    const bytesRead = orUnreadable(() => readSync(file, buffer, 0, stat.size + 1, null))
    // A file that grew meanwhile is read the long way.
    return bytesRead > stat.size ? undefined : buffer.subarray(0, bytesRead)
  } finally {
    closeSync(file)
  }
}

function orUnreadable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    return unreadable(error as NodeJS.ErrnoException)
  }
}

function unreadable(error: NodeJS.ErrnoException): never {
  throw new DataError('unreadable', `it cannot be read: ${error.code ?? error.message}`)
}
