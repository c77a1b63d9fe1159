import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { DataError } from './byte-source.js'
import type { Buffers } from './chunk-buffers.js'
import { chunkSize, mostFree } from './chunk-buffers.js'

const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** Room for at least so many bytes, which are at most `chunkSize`. */
type Take = (size: number) => Buffer

/**
 * The bytes of a regular file in chunks, which are good until they are all read and `buffers`, where those are given, serve
 * another file. Neither follows a link nor waits on a pipe that took the file's place since it was listed. A file that
 * cannot be read throws a `DataError`.
 */
export async function* fileBytes(
  path: string,
  signal?: AbortSignal,
  buffers?: Buffers,
): AsyncGenerator<Buffer, void, undefined> {
  const taken: Buffer[] = []
  const take: Take = (size) => {
    if (!buffers) return Buffer.allocUnsafe(size)
    const buffer = buffers.take()
    // A log of gigabytes is not held until its end.
    if (taken.length < mostFree) taken.push(buffer)
    return buffer
  }
  try {
    const small = smallFile(path, take)
    if (small) yield small
    else yield* largeFile(path, signal, take)
  } finally {
    buffers?.giveBack(taken)
  }
}

async function* largeFile(
  path: string,
  signal: AbortSignal | undefined,
  take: Take,
): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path, flags).catch(unreadable)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead, buffer } = await file.read(take(chunkSize), 0, chunkSize).catch(unreadable)
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
function smallFile(path: string, take: Take): Buffer | undefined {
  const file = orUnreadable(() => openSync(path, flags))
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new DataError('unreadable', 'it is not a regular file any more')
    if (stat.size >= chunkSize) return undefined
    const buffer = take(stat.size + 1)
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
