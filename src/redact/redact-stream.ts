import type { Redactor } from './redact-bytes.js'
import { redactBytes } from './redact-bytes.js'

/** How much is looked at at once; a line that is longer is looked at as a whole, up to the second number. */
const blockBytes = 8 * 1024 * 1024
const longestBlock = 64 * 1024 * 1024
/** What must lie ahead of a place to decide on it: more than any match, and than any key. */
const ahead = 64 * 1024
/** How many lines back a place to part the text is looked for. */
const mostLines = 20_000

/** Where the bytes go. */
export type Sink = (bytes: Buffer) => Promise<void>

/**
 * Redacts bytes that come in chunks, in blocks that end with a line, so that memory stays flat. Resolves with the number
 * of markers, or with `undefined` where a line is too long to be looked at as a whole.
 */
export async function redactStream(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  redactor: Redactor,
  sink: Sink,
): Promise<number | undefined> {
  let pending: Buffer[] = []
  let size = 0
  let wanted = blockBytes
  let markers = 0
  const redactTo = async (bytes: Buffer, limit: number): Promise<Buffer> => {
    const redacted = redactBytes(bytes, limit, redactor)
    markers += redacted.markers
    await sink(redacted.bytes.subarray(0, redacted.limit))
    return redacted.bytes.subarray(redacted.limit)
  }
  for await (const chunk of chunks) {
    pending.push(chunk)
    size += chunk.length
    if (size < wanted) continue
    const block = Buffer.concat(pending)
    const limit = partingPlace(block)
    if (limit === undefined && size > longestBlock) return undefined
    const rest = limit === undefined ? block : await redactTo(block, limit)
    pending = [rest]
    size = rest.length
    wanted = size + blockBytes
  }
  const last = Buffer.concat(pending)
  await redactTo(last, last.length)
  return markers
}

/** After the last line that ends well before the end, and beside which there is no base64 in lines. */
function partingPlace(block: Buffer): number | undefined {
  let end = block.lastIndexOf(0x0a, block.length - ahead)
  for (let tries = 0; end > 0 && tries < mostLines; tries++) {
    const start = block.lastIndexOf(0x0a, end - 1) + 1
    const next = block.indexOf(0x0a, end + 1)
    if (!isWrapped(block, start, end) || !isWrapped(block, end + 1, next < 0 ? block.length : next))
      return end + 1
    end = start - 1
  }
  return undefined
}

/** A line of a longer value in base64. */
function isWrapped(block: Buffer, start: number, end: number): boolean {
  if (end - start > 256) return true
  return /^[ \t]{0,64}[A-Za-z0-9+/_-]{16,}={0,2}\r?$/.test(block.toString('latin1', start, end))
}
