import { createGunzip } from 'node:zlib'
import { DataError } from './byte-source.js'

/** Packed bytes of one step: many cost less, but what unpacks to more than others comes in small ones, as a bomb does. */
const slice = { least: 16 * 1024, most: 64 * 1024 }
const outOfStep = 4 * 2 ** 20

/** Checksum and size at the end of gzip data. */
const trailer = 8

export const gzipMagic = Buffer.from([0x1f, 0x8b, 0x08])

/**
 * Unpacks gzip, also of several members. What could be unpacked is given out before a cut or a corruption is thrown
 * as `DataError`; node's own stream iterator drops what is buffered at that moment.
 */
export async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const unpack = createGunzip({ chunkSize: 64 * 1024 })
  let out: Buffer[] = []
  let failure: NodeJS.ErrnoException | undefined
  let stepDone = () => {}
  // An error may come instead of a write's callback.
  const step = (start: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      stepDone = resolve
      start(resolve)
    })
  unpack.on('data', (bytes: Buffer) => out.push(bytes))
  // Zeros behind the last member (tapes, padding) end it without another callback.
  let ended = false
  unpack.on('end', () => {
    ended = true
    stepDone()
  })
  unpack.on('error', (error) => {
    failure = error
    stepDone()
  })
  try {
    let size = slice.least
    for await (const bytes of slices(packed, () => size)) {
      await step((done) => unpack.write(bytes, done))
      const ready = out
      out = []
      const unpacked = ready.reduce((sum, { length }) => sum + length, 0)
      size = unpacked > outOfStep ? slice.least : slice.most
      yield* ready
      if (failure || ended) break
    }
    if (!failure && !ended) await step(() => unpack.end())
    yield* out
  } finally {
    unpack.destroy()
  }
  if (failure) throw damage(failure)
}

/**
 * Slices for zlib, the last of which is the trailer alone: zlib drops what it unpacked in the step that fails, and a
 * wrong checksum should not cost the data before it.
 */
async function* slices(
  chunks: AsyncIterable<Buffer>,
  size: () => number,
): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = chunk.length < trailer ? Buffer.concat([held, chunk]) : chunk
    if (bytes === chunk && held.length > 0) yield held
    const end = Math.max(0, bytes.length - trailer)
    for (let start = 0, stop = 0; start < end; start = stop) {
      stop = Math.min(start + size(), end)
      yield bytes.subarray(start, stop)
    }
    held = bytes.subarray(end)
  }
  if (held.length > 0) yield held
}

function damage(error: NodeJS.ErrnoException): Error {
  if (error.code === 'Z_BUF_ERROR') return new DataError('truncated', 'the gzip data ends early')
  if (error.code?.startsWith('Z_') === true) {
    return new DataError('corrupt', `the gzip data is corrupt: ${error.message}`)
  }
  return error
}
