import { packing, sniffSize } from '../capture/read/sniff.js'
import { Spool } from '../capture/read/spool.js'
import type { Outcome, RedactContext } from './context.js'
import { Judged, redactFile } from './redact-file.js'
import { redactPacked } from './redact-packed.js'

/** What an entry with bytes has to say of itself; `truncated` is known at the body's end. */
export interface Body {
  body(): AsyncIterable<Buffer>
  readonly truncated?: string | undefined
}

/** One file of a capture or of an archive in it, as the copy is to have it. */
export async function redactEntry(
  path: string,
  entry: Body,
  depth: number,
  context: RedactContext,
): Promise<Outcome> {
  const original = new Spool()
  try {
    const judged = new Judged(path, context)
    let head = Buffer.alloc(0)
    for await (const bytes of entry.body()) {
      if (head.length < sniffSize) head = Buffer.concat([head, bytes.subarray(0, sniffSize - head.length)])
      judged.write(bytes)
      await original.write(bytes)
      context.signal?.throwIfAborted()
    }
    const facts = judged.end(entry.truncated !== undefined)
    const kind = packing(head)
    if (kind === undefined) return await redactFile(path, original, facts, context)
    return await redactPacked(path, { kind, original, facts, depth }, context)
  } catch (error) {
    await original.dispose()
    throw error
  }
}
