import type { SievedText } from '../sieve/sieve.js'
import { nextLine } from './next-line.js'
import type { Layer } from './types.js'
import { segment } from './types.js'

/** Values in base64: long runs of its digits that decode to text; also wrapped into lines, as MIME and PEM do. */
export const base64Layer: Layer = {
  names: ['base64'],

  next(text, from, limit, inside) {
    if (inside) return { start: from, end: endOf(text, from, true) }
    const start = text.nextValue(from, limit, segment)
    return start === undefined ? undefined : { start, end: endOf(text, start, false) }
  },

  resume(bytes, at) {
    // The lines of wrapped base64 hold whole groups of four digits, so that a piece may begin with any of them.
    const newline = bytes.lastIndexOf(0x0a, at)
    return newline > at - 256 ? (nextLine(bytes, newline) ?? at) : at
  },

  decode(text, start, end) {
    return text.isReadable(start)
      ? Buffer.from(text.bytes.toString('latin1', start, end), 'base64')
      : undefined
  },
}

/** The end of a value, but not much more than one segment on. */
const endOf = (text: SievedText, start: number, inside: boolean) =>
  text.endOfValue(start, start + segment + 1, inside)
