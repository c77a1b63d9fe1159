import { SievedText } from './sieve/sieve.js'

/** As much as is looked at at once. */
const step = 256 * 1024

/** How many line feeds there are, many bytes at a time. */
export function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = 0; at < bytes.length; at += step) {
    const piece = bytes.subarray(at, at + step)
    count += new SievedText(piece).lines(0, piece.length)
  }
  return count
}
