import type { Layer } from './types.js'
import { segment } from './types.js'

const before = 256
const followers = new Uint8Array(256)
for (const char of '"\'\\/nrtu') followers[char.charCodeAt(0)] = 1
const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

/** Strings inside strings, as JSON and YAML write them: the line from shortly before its first escape. One level. */
export const escapeLayer: Layer = {
  name: 'escape',

  next(bytes, from, limit, inside) {
    if (inside) return { start: from, end: endOf(bytes, from) }
    let at = bytes.indexOf(0x5c, from)
    while (at >= 0 && at < limit) {
      if (followers[bytes[at + 1] ?? 0]) return { start: startOf(bytes, at), end: endOf(bytes, at) }
      at = bytes.indexOf(0x5c, at + 2)
    }
    return undefined
  },

  decode(bytes, start, end) {
    const text = bytes.toString('latin1', start, end)
    return Buffer.from(text.replace(/\\(?:u00([0-9A-Fa-f]{2})|(["'\\/nrt]))/g, unescape), 'latin1')
  },
}

function unescape(_: string, hex: string | undefined, char: string): string {
  return hex === undefined ? (controls[char] ?? char) : String.fromCharCode(parseInt(hex, 16))
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
