import { pipeline } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import { pack } from 'tar-stream'
import { Spool } from '../../capture/read/spool.js'
import { writeMember } from '../../capture/write/archive-writer.js'
import type { OlmWriter } from './types.js'

const mode = 0o644

/**
 * Writes a tar archive to a stream, which is ended with it. A log's size stands before it in an archive, so that each is
 * kept aside until it is whole.
 */
export function createTarWriter(sink: Writable): OlmWriter {
  const tar = pack()
  const packing = pipeline(tar, sink)
  const failed = packing.then(
    () => new Promise<never>(() => {}),
    (error: unknown) => Promise.reject(error as Error),
  )
  failed.catch(() => {})
  let last: Promise<unknown> = Promise.resolve()
  /** One member after the other, whoever asks. */
  const member = (name: string, size: number, body: AsyncIterable<Buffer>): Promise<unknown> => {
    const turn = last.then(() => Promise.race([writeMember(tar, { name, size, mode }, body), failed]))
    last = turn.catch(() => {})
    return turn
  }
  return {
    async file(path, content) {
      const bytes = Buffer.from(content)
      await member(path, bytes.length, one(bytes))
    },
    async stream(path, content) {
      const spool = new Spool()
      try {
        for await (const chunk of content) await spool.write(chunk)
        if (spool.size > 0) await member(path, spool.size, spool.read())
        return spool.size
      } finally {
        await spool.dispose()
      }
    },
    async end() {
      await last
      tar.finalize()
      await packing
    },
  }
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes)
}
