import { hexValue } from './hex.js'
import type { Layer } from './types.js'
import { segment } from './types.js'

const before = 256
const followers = new Uint8Array(256)
for (const char of '"\'\\/nrtu') followers[char.charCodeAt(0)] = 1
/** What each of them stands for. */
const meanings = Uint8Array.from({ length: 256 }, (_, byte) => byte)
for (const [letter, control] of Object.entries({ n: 0x0a, r: 0x0d, t: 0x09 }))
  meanings[letter.charCodeAt(0)] = control

/** Strings inside strings, as JSON and YAML write them: the line from shortly before its first escape. One level. */
export const escapeLayer: Layer = {
  names: ['escape'],

  next({ bytes }, from, limit, inside) {
    if (inside) return { start: from, end: endOf(bytes, from) }
    let at = bytes.indexOf(0x5c, from)
    while (at >= 0 && at < limit) {
      if (followers[bytes[at + 1] ?? 0]) return { start: startOf(bytes, at), end: endOf(bytes, at) }
      at = bytes.indexOf(0x5c, at + 2)
    }
    return undefined
  },

  decode({ bytes }, start, end) {
    const out = Buffer.allocUnsafe(end - start)
    let length = 0
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number
      const next = byte === 0x5c ? (bytes[at + 1] ?? 0) : 0
      if (next === 0x75 && isByteEscape(bytes, at)) {
        out[length++] = (hexValue(bytes[at + 4]) << 4) | hexValue(bytes[at + 5])
        at += 5
      } else if (followers[next] && next !== 0x75) {
        out[length++] = meanings[next] as number
        at++
      } else out[length++] = byte
    }
    return out.subarray(0, length)
  },
}

/** Whether `\u00XX` stands there: what JSON writes for `<`, `&` and the like. Characters beyond are no part of secrets. */
function isByteEscape(bytes: Buffer, at: number): boolean {
  return (
    bytes[at + 2] === 0x30 &&
    bytes[at + 3] === 0x30 &&
    hexValue(bytes[at + 4]) >= 0 &&
    hexValue(bytes[at + 5]) >= 0
  )
}

function startOf(bytes: Buffer, at: number): number {
  let start = at
  while (start > 0 && at - start < before && bytes[start - 1] !== 0x0a) start--
  return start
}

function endOf(bytes: Buffer, at: number): number {
  const newline = bytes.indexOf(0x0a, at)
  const most = Math.min(bytes.length, at + segment + 1)
  return newline < 0 || newline > most ? most : newline
}
