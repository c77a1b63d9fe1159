import { Decompress } from 'fzstd'
import { DataError } from '../../capture/read/byte-source.js'
import { gunzip, gzipMagic } from '../../capture/read/gunzip.js'

const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** The tar archive of a layer, whatever it is packed with; told by its first bytes, as media types are often wrong. */
export async function* unpackLayer(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const chunks = packed[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  while (head.length < zstdMagic.length) {
    const next = await chunks.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  const whole = rejoined(head, chunks)
  if (head.subarray(0, gzipMagic.length).equals(gzipMagic)) yield* gunzip(whole)
  else if (head.subarray(0, zstdMagic.length).equals(zstdMagic)) yield* unzstd(whole)
  else yield* whole
}

async function* rejoined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  try {
    if (head.length > 0) yield head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* unzstd(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let out: Buffer[] = []
  let ended = false
  const stream = new Decompress((bytes, final) => {
    out.push(Buffer.from(bytes))
    ended ||= final === true
  })
  const push = (bytes: Uint8Array, final: boolean) => {
    try {
      stream.push(bytes, final)
    } catch (error) {
      throw new DataError('corrupt', `the zstd data is cut off or corrupt: ${(error as Error).message}`)
    }
    const ready = out
    out = []
    return ready
  }
  for await (const bytes of packed) yield* push(bytes, false)
  if (!ended) yield* push(new Uint8Array(0), true)
}
