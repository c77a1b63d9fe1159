import { hexValue } from './hex.js'
import type { Layer } from './types.js'
import { segment } from './types.js'

const before = 256
const delimiters = new Uint8Array(256).fill(1, 0, 0x21)
for (const char of '"\'`<>') delimiters[char.charCodeAt(0)] = 1

/** Percent-encoding, as in URLs and in the data URLs of ignition files: a word that has a `%XX` in it. */
export const percentLayer: Layer = {
  names: ['percent'],

  next({ bytes }, from, limit, inside) {
    if (inside) return { start: from, end: endOf(bytes, from) }
    let at = bytes.indexOf(0x25, from)
    while (at >= 0 && at < limit) {
      if (isEscape(bytes, at)) return { start: startOf(bytes, at), end: endOf(bytes, at) }
      at = bytes.indexOf(0x25, at + 1)
    }
    return undefined
  },

  decode({ bytes }, start, end) {
    const out = Buffer.allocUnsafe(end - start)
    let length = 0
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number
      if (byte === 0x25 && isEscape(bytes, at)) {
        out[length++] = (hexValue(bytes[at + 1]) << 4) | hexValue(bytes[at + 2])
        at += 2
      } else out[length++] = byte
    }
    return out.subarray(0, length)
  },
}

function isEscape(bytes: Buffer, at: number): boolean {
  return hexValue(bytes[at + 1]) >= 0 && hexValue(bytes[at + 2]) >= 0
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
