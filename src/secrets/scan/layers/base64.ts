import { gunzipSync, constants } from 'node:zlib'
import type { Layer } from './types.js'
import { segment } from './types.js'

const shortest = 24
const isDigit = new Uint8Array(256)
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  isDigit[char.charCodeAt(0)] = 1

/** Values in base64: long runs of its digits that decode to text or to gzip; also wrapped into lines, as MIME and PEM do. */
export const base64Layer: Layer = {
  name: 'base64',

  next(bytes, from, limit, inside) {
    if (inside) return { start: from, end: endOf(bytes, from) }
    let first = from > 0 && isDigit[bytes[from - 1] as number] ? endOfRun(bytes, from, limit) : from
    // From the last position that a run of `shortest` digits beginning at `first` would cover, back to the first.
    for (
      let probe = first + shortest - 1;
      first < limit && probe < bytes.length;
      probe = first + shortest - 1
    ) {
      while (probe >= first && isDigit[bytes[probe] as number]) probe--
      if (probe < first) return { start: first, end: endOf(bytes, first) }
      first = probe + 1
    }
    return undefined
  },

  resume(bytes, at) {
    // The lines of wrapped base64 hold whole groups of four digits, so that a piece may begin with any of them.
    const newline = bytes.lastIndexOf(0x0a, at)
    return newline > at - 256 ? (nextLine(bytes, newline) ?? at) : at
  },

  decode(bytes, start, end) {
    if (!looksReadable(bytes, start)) return undefined
    const decoded = Buffer.from(bytes.toString('latin1', start, end), 'base64')
    return decoded[0] === 0x1f && decoded[1] === 0x8b ? gunzip(decoded) : decoded
  },
}

function endOfRun(bytes: Buffer, from: number, most: number): number {
  let end = from
  while (end < most && isDigit[bytes[end] as number]) end++
  return end
}

/** The end of a run and of the lines that go on with it, but not much more than one segment on. */
function endOf(bytes: Buffer, start: number): number {
  const most = Math.min(bytes.length, start + segment + 1)
  let lineStart = start
  let end = endOfRun(bytes, start, most)
  while (end < most && end - lineStart >= 60) {
    const next = nextLine(bytes, end)
    if (next === undefined || !isDigit[bytes[next] as number]) break
    lineStart = next
    end = endOfRun(bytes, next, most)
  }
  return end
}

/** Where the text of the next line begins, where nothing but a line's end (also an escaped one) lies between. */
function nextLine(bytes: Buffer, at: number): number | undefined {
  let next = at
  if (bytes[next] === 0x0d) next++
  if (bytes[next] !== 0x0a) return undefined
  next++
  for (let i = 0; i < 64 && (bytes[next] === 0x20 || bytes[next] === 0x09); i++) next++
  return next
}

/** Whether the first digits decode to printable text, or are those of gzip: what is neither is not worth decoding. */
function looksReadable(bytes: Buffer, start: number): boolean {
  const head = Buffer.from(bytes.toString('latin1', start, start + shortest), 'base64')
  if (head[0] === 0x1f && head[1] === 0x8b) return true
  for (const byte of head) {
    if ((byte < 0x20 || byte > 0x7e) && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return false
  }
  return true
}

function gunzip(bytes: Buffer): Buffer | undefined {
  try {
    // A segment's end may cut the stream: what came out until then is what there is to look at.
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 4 * 1024 * 1024 })
  } catch {
    return undefined
  }
}
