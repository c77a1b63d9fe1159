import { layout } from './layout.js'

/** A literal that is looked for, of four bytes at least. */
export interface Needle {
  /** What is reported where it stands. */
  number: number
  text: string
  ignoreCase: boolean
}

/** What the module must have in its memory to look for one set of keywords. */
export interface KeywordTables {
  /** The bitmap and the buckets. */
  index: Uint8Array
  keywords: Uint8Array
}

/** Next of the same bucket, number, length. */
const headBytes = 12
const buckets = 4096
/** Of the 18 bits of a hash the upper ones say which bucket it is. */
const bucketShift = 6

/** Keywords that begin at one position are reported in the order in which they are given. */
export function keywordTables(needles: readonly Needle[]): KeywordTables {
  const index = new Uint8Array(layout.digits)
  const bucketAt = new DataView(index.buffer, layout.buckets, buckets * 4)
  const size = needles.reduce((sum, { text }) => sum + headBytes + 2 * text.length, 0)
  const keywords = Buffer.alloc(size)
  let at = 0
  // A chain grows at its beginning.
  for (const { number, text, ignoreCase } of needles.toReversed()) {
    const hash = hashOf(Buffer.from(text, 'latin1'))
    const bucket = (hash >>> bucketShift) * 4
    index[hash >>> 3] = (index[hash >>> 3] ?? 0) | (1 << (hash & 7))
    keywords.writeUInt32LE(bucketAt.getUint32(bucket, true), at)
    keywords.writeUInt32LE(number, at + 4)
    keywords.writeUInt32LE(text.length, at + 8)
    keywords.write(ignoreCase ? text.toLowerCase() : text, at + headBytes, 'latin1')
    keywords.write(ignoreCase ? text.toUpperCase() : text, at + headBytes + text.length, 'latin1')
    bucketAt.setUint32(bucket, layout.keywords + at, true)
    at += headBytes + 2 * text.length
  }
  return { index, keywords }
}

/** Of the first four bytes in lower case the upper 18 bits of a product. */
function hashOf(bytes: Buffer): number {
  return Math.imul(bytes.readUInt32LE(0) | 0x20202020, 0x9e3779b1) >>> 14
}
