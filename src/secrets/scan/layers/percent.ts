import { hexValue } from './hex.js'
import { tableOf } from '../byte-table.js'
import { hiddenSigns } from '../sieve/hidden-signs.js'
import { aroundWords } from '../sieve/looks.js'
import type { SievedText } from '../sieve/sieve.js'
import type { Layer } from './types.js'
import { segment } from './types.js'

const before = 256
const delimiters = tableOf(aroundWords)

/** Percent-encoding, as in URLs and in the data URLs of ignition files: a word that has a `%XX` in it. */
export const percentLayer: Layer = {
  names: ['percent'],
  sign: hiddenSigns.percent,

  next(text, from, limit, inside) {
    if (inside) return { start: from, end: endOf(text, from) }
    const { bytes } = text
    let at = bytes.indexOf(0x25, from)
    while (at >= 0 && at < limit) {
      if (isEscape(bytes, at)) return { start: startOf(bytes, at), end: endOf(text, at) }
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

const endOf = (text: SievedText, at: number): number => text.endOfWord(at, at + segment + 1)
