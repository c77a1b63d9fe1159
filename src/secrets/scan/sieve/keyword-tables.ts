import { caseBit } from './case-bit.js'
import { filterTable } from './filter-table.js'
import { layout } from './layout.js'

/** A literal that is looked for, of four bytes at least. */
export interface Needle {
  /** What is reported where it stands. */
  number: number
  text: string
  ignoreCase: boolean
  /** The looks of which one must leave it open that something is there, as bits; none asks for nothing. */
  looks: number
}

/** What the module must have in its memory to look for one set of keywords. */
export interface KeywordTables {
  /** The bitmap and the buckets. */
  index: Uint8Array
  /** What lets few positions pass that no keyword begins at. */
  filter: Uint8Array
  keywords: Uint8Array
}

/** Next of the same bucket, number, length, looks. */
const headBytes = 16
const buckets = 4096
/** Of the 18 bits of a hash the upper ones say which bucket it is. */
const bucketShift = 6

/** Keywords that begin at one position are reported in the order in which they are given. */
export function keywordTables(needles: readonly Needle[]): KeywordTables {
  const index = new Uint8Array(layout.digits)
  const bucketAt = new DataView(index.buffer, layout.buckets, buckets * 4)
  const keywords = new Uint8Array(needles.reduce((sum, needle) => sum + sizeOf(needle), 0))
  const keywordAt = new DataView(keywords.buffer)
  let at = 0
  // A chain grows at its beginning.
  for (const needle of needles.toReversed()) {
    const hash = hashOf(needle.text)
    const bucket = (hash >>> bucketShift) * 4
    index[hash >>> 3] = (index[hash >>> 3] ?? 0) | (1 << (hash & 7))
    keywordAt.setUint32(at, bucketAt.getUint32(bucket, true), true)
    keywordAt.setUint32(at + 4, needle.number, true)
    keywordAt.setUint32(at + 8, needle.text.length, true)
    keywordAt.setUint32(at + 12, needle.looks, true)
    writeWords(keywords, at + headBytes, needle)
    bucketAt.setUint32(bucket, layout.keywords + at, true)
    at += sizeOf(needle)
  }
  return { index, filter: filterTable(needles), keywords }
}

const sizeOf = ({ text }: Needle) => headBytes + 16 * Math.ceil(text.length / 8)

/** For each eight bytes first the bits that do not count, and then the bytes with those bits set. */
function writeWords(keywords: Uint8Array, start: number, { text, ignoreCase }: Needle): void {
  for (let at = 0; at < text.length || at & 7; at++) {
    const byte = text.charCodeAt(at) & 0xff
    const ignored = at >= text.length ? 0xff : ignoreCase ? caseBit(byte) : 0
    const word = start + 16 * (at >>> 3) + (at & 7)
    keywords[word] = ignored
    keywords[word + 8] = byte | ignored
  }
}

/** Of the first four bytes in lower case the upper 18 bits of a product. */
function hashOf(text: string): number {
  let word = 0
  for (let at = 0; at < 4; at++) word |= (text.charCodeAt(at) & 0xff) << (8 * at)
  return Math.imul(word | 0x20202020, 0x9e3779b1) >>> 14
}
