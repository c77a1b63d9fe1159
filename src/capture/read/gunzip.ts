import { createGunzip } from 'node:zlib'
import { DataError } from './byte-source.js'

/** Small enough that even a bomb (1,000 bytes out per byte in) unpacks to a few MiB per step. */
const slice = 16 * 1024

export const gzipMagic = Buffer.from([0x1f, 0x8b, 0x08])

/**
 * Unpacks gzip, also of several members. Everything that could be unpacked is given out before a cut or a corruption
 * is thrown as `DataError`; node's own stream iterator drops what is buffered at that moment.
 */
export async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const unpack = createGunzip({ chunkSize: 128 * 1024 })
  let out: Buffer[] = []
  let failure: NodeJS.ErrnoException | undefined
  const ended = new Promise<void>((resolve) => {
    unpack.on('data', (bytes: Buffer) => out.push(bytes))
    unpack.on('error', (error) => {
      failure = error
      resolve()
    })
    unpack.on('end', resolve)
  })
  try {
    for await (const chunk of chunks) {
      for (let start = 0; start < chunk.length && !failure; start += slice) {
        const bytes = chunk.subarray(start, start + slice)
        await Promise.race([ended, new Promise((resolve) => unpack.write(bytes, resolve))])
        const ready = out
        out = []
        yield* ready
      }
      if (failure) break
    }
    if (!failure) unpack.end()
    await ended
    yield* out
  } finally {
    unpack.destroy()
  }
  if (failure) throw damage(failure)
}

function damage(error: NodeJS.ErrnoException): Error {
  if (error.code === 'Z_BUF_ERROR') return new DataError('truncated', 'the gzip data ends early')
  if (error.code?.startsWith('Z_') === true)
    return new DataError('corrupt', `the gzip data is corrupt: ${error.message}`)
  return error
}
