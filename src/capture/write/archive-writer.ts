import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import { pack, type Headers } from 'tar-stream'
import { writeFailed } from './write-failed.js'

export interface ArchiveWriter {
  /** One member after the other, whoever asks; `size` bytes of `body`, a shorter one is filled with zeros. Resolves with the digest. */
  file(path: string, size: number, body: AsyncIterable<Buffer>): Promise<string>
  /** A folder or a link. */
  entry(header: Pick<Headers, 'name' | 'type' | 'linkname'>): Promise<void>
  /** Ends the archive and gives it its name; resolves with its SHA-256. */
  close(): Promise<string>
}

const fileMode = 0o644
const folderMode = 0o755

/** Writes a .tar.gz as it comes. It has another name (`.partial`) until it is whole. Throws `capture.write-failed`. */
export async function createArchiveWriter(path: string): Promise<ArchiveWriter> {
  const partial = `${path}.partial`
  const out = createWriteStream(partial, { flags: 'w', mode: 0o600 })
  await once(out, 'open').catch((error: unknown) => {
    throw writeFailed(error, partial)
  })
  const tar = pack()
  const hash = createHash('sha256')
  const packing = pipeline(tar, createGzip({ level: constants.Z_BEST_SPEED }), hashing(hash), out)
  const failed = packing.then(
    () => new Promise<never>(() => {}),
    (error: unknown) => Promise.reject(writeFailed(error, partial)),
  )
  failed.catch(() => {})

  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(write: () => Promise<T>): Promise<T> => {
    const turn = last.then(() => Promise.race([write(), failed]))
    last = turn.catch(() => {})
    return turn
  }
  return {
    file: (name, size, body) => inTurn(() => writeMember(tar, { name, size, mode: fileMode }, body)),
    entry: (header) =>
      inTurn(
        async () => void tar.entry({ ...header, mode: header.type === 'directory' ? folderMode : 0o777 }),
      ),
    close: () =>
      inTurn(async () => {
        tar.finalize()
        await packing
        await rename(partial, path)
        return hash.digest('hex')
      }),
  }
}

/** Writes one file of `header.size` bytes into an archive; a shorter body is filled with zeros. Resolves with its digest. */
export async function writeMember(
  tar: ReturnType<typeof pack>,
  header: { name: string; size: number; mode: number },
  body: AsyncIterable<Buffer>,
): Promise<string> {
  const hash = createHash('sha256')
  const entry = tar.entry(header)
  const send = async (bytes: Buffer) => {
    hash.update(bytes)
    if (!entry.write(bytes)) await once(entry, 'drain')
  }
  let left = header.size
  for await (const bytes of body) {
    const fitting = bytes.subarray(0, left)
    left -= fitting.length
    if (fitting.length > 0) await send(fitting)
  }
  for (; left > 0; left -= Math.min(left, zeros.length)) await send(zeros.subarray(0, left))
  const ended = once(entry, 'finish')
  entry.end()
  await ended
  return hash.digest('hex')
}

const zeros = Buffer.alloc(64 * 1024)

function hashing(hash: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
}
