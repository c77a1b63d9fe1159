import { meanings } from '../sieve/escapes.js'
import { hiddenSigns } from '../sieve/hidden-signs.js'
import type { Layer } from './types.js'
import { segment } from './types.js'

const before = 256
const u = 0x75

/** Strings inside strings, as JSON and YAML write them: the line from shortly before its first escape. One level. */
export const escapeLayer: Layer = {
  names: ['escape'],
  sign: hiddenSigns.escape,

  next({ bytes }, from, limit, inside) {
    if (inside) return { start: from, end: endOf(bytes, from) }
    let at = bytes.indexOf(0x5c, from)
    while (at >= 0 && at < limit) {
      if (isEscape(bytes[at + 1] ?? 0)) return { start: startOf(bytes, at), end: endOf(bytes, at) }
      at = bytes.indexOf(0x5c, at + 2)
    }
    return undefined
  },

  decode: (text, start, end) => text.unescape(start, end),
}

/** What goes on as \u00XX stands for any character: others than bytes are left as they are. */
const isEscape = (next: number) => next === u || meanings[next] !== 0

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
