import { digits, endOfDigits, endOfLines, nextLine } from './base64-digits.js'
import type { Layer } from './types.js'
import { segment } from './types.js'

const shortest = 24
/** How far back a value that has `-` and `_` in it may begin. */
const before = 160

/** Values in base64: long runs of its digits that decode to text; also wrapped into lines, as MIME and PEM do. */
export const base64Layer: Layer = {
  names: ['base64'],

  next(bytes, from, limit, inside) {
    if (inside) return { start: from, end: endOf(bytes, from, true) }
    let first =
      from > 0 && digits[bytes[from - 1] as number] === 1 ? endOfDigits(bytes, from, limit, false) : from
    // From the last position that a run of `shortest` digits beginning at `first` would cover, back to the first.
    for (
      let probe = first + shortest - 1;
      first < limit && probe < bytes.length;
      probe = first + shortest - 1
    ) {
      while (probe >= first && digits[bytes[probe] as number] === 1) probe--
      if (probe < first) return regionAt(bytes, startOf(bytes, first))
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
    return looksReadable(bytes, start)
      ? Buffer.from(bytes.toString('latin1', start, end), 'base64')
      : undefined
  },
}

const regionAt = (bytes: Buffer, start: number) => ({ start, end: endOf(bytes, start, false) })

/** Where the value begins: with the run, or before it where it is written for URLs and decodes to text from there. */
function startOf(bytes: Buffer, run: number): number {
  if (digits[bytes[run - 1] ?? 0] !== 2) return run
  let start = run
  while (start > 0 && run - start < before && digits[bytes[start - 1] as number]) start--
  return looksReadable(bytes, start) ? start : run
}

/** The end of a run and of the lines that go on with it, but not much more than one segment on. */
function endOf(bytes: Buffer, start: number, inside: boolean): number {
  const most = Math.min(bytes.length, start + segment + 1)
  const end = endOfLines(bytes, start, { most, url: false, inside })
  // A `-` ends most words that are no base64 at all.
  if (digits[bytes[end] ?? 0] !== 2 || !looksReadable(bytes, start)) return end
  return endOfLines(bytes, start, { most, url: true, inside })
}

/** Whether the first digits decode to printable text: what does not is not worth decoding. */
function looksReadable(bytes: Buffer, start: number): boolean {
  const end = endOfDigits(bytes, start, start + shortest, true)
  // Without a buffer for each: there are as many runs of digits as there are digests and names.
  let bits = 0
  for (let at = start; at < end; at++) {
    bits = ((bits << 6) | (values[bytes[at] as number] as number)) & 0xffff
    const place = (at - start) & 3
    if (place !== 0 && !readable[(bits >> (6 - 2 * place)) & 0xff]) return false
  }
  return true
}

/** What each digit stands for, of either alphabet. */
const values = new Uint8Array(256)
for (let value = 0; value < 64; value++) {
  for (const alphabet of ['base64', 'base64url'] as const)
    values[
      Buffer.from([value << 2])
        .toString(alphabet)
        .charCodeAt(0)
    ] = value
}

const readable = new Uint8Array(256).fill(1, 0x20, 0x7f)
for (const control of [0x09, 0x0a, 0x0d]) readable[control] = 1
