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

  decode: (text, start, end) => text.unpercent(start, end),
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
