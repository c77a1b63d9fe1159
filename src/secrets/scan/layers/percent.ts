import type { Layer } from './types.js'
import { segment } from './types.js'

const before = 256
const delimiters = new Uint8Array(256).fill(1, 0, 0x21)
for (const char of '"\'`<>') delimiters[char.charCodeAt(0)] = 1

/** Percent-encoding, as in URLs and in the data URLs of ignition files: a word that has a `%XX` in it. */
export const percentLayer: Layer = {
  name: 'percent',

  next(bytes, from, limit, inside) {
    if (inside) return { start: from, end: endOf(bytes, from) }
    let at = bytes.indexOf(0x25, from)
    while (at >= 0 && at < limit) {
      if (isHex(bytes[at + 1]) && isHex(bytes[at + 2]))
        return { start: startOf(bytes, at), end: endOf(bytes, at) }
      at = bytes.indexOf(0x25, at + 1)
    }
    return undefined
  },

  decode(bytes, start, end) {
    const text = bytes.toString('latin1', start, end)
    return Buffer.from(
      text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    )
  },
}

function startOf(bytes: Buffer, at: number): number {
  let start = at
  while (start > 0 && at - start < before && !delimiters[bytes[start - 1] as number]) start--
  return start
}

function endOf(bytes: Buffer, at: number): number {
  const most = Math.min(bytes.length, at + segment + 1)
  let end = at
  while (end < most && !delimiters[bytes[end] as number]) end++
  return end
}

function isHex(byte: number | undefined): boolean {
  if (byte === undefined) return false
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
}
