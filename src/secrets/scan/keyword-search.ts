export interface Keyword {
  text: string
  ignoreCase: boolean
}

/** Called for each keyword found, with its index in the list that the search was made of and where it begins. */
export type OnKeyword = (index: number, at: number) => void

export type KeywordSearch = (bytes: Uint8Array, from: number, limit: number, onKeyword: OnKeyword) => void

/** Bytes of each keyword that the tables know; the rest is compared. No keyword may be shorter. */
const head = 4

/**
 * One search for many literals (Wu and Manber's, over pairs of bytes): most positions are skipped by a table, and
 * the few candidates are compared. The search reports keywords that begin at or after `from` and before `limit`.
 */
export function createKeywordSearch(keywords: readonly Keyword[]): KeywordSearch {
  const needles = keywords.flatMap((keyword, index) =>
    widen(keyword).map((text) => ({ ...keyword, text, index })),
  )
  const tables = buildTables(needles)
  return (bytes, from, limit, onKeyword) => {
    const { shifts, heads, classes } = tables
    const end = Math.min(bytes.length, limit + head - 1)
    let at = from + head - 1
    while (at < end) {
      const tail = ((bytes[at - 1] as number) << 8) | (bytes[at] as number)
      const shift = shifts[tail] as number
      if (shift > 0) {
        at += shift
        continue
      }
      const first = ((bytes[at - 3] as number) << 8) | (bytes[at - 2] as number)
      if (((heads[first] as number) & (classes[tail] as number)) !== 0) {
        for (const needle of tables.buckets.get(tail) ?? []) {
          if (matches(needle, bytes, at - head + 1)) onKeyword(needle.index, at - head + 1)
        }
      }
      at++
    }
  }
}

interface Needle extends Keyword {
  index: number
}

interface Tables {
  /** How far to go on after a pair of bytes; 0 where it may end a keyword's head. */
  shifts: Uint8Array
  /** For the head's first pair, the classes of the second pairs that may follow it. */
  heads: Uint8Array
  /** The class of a head's second pair, as one bit. */
  classes: Uint8Array
  buckets: Map<number, CompiledNeedle[]>
}

interface CompiledNeedle {
  index: number
  lower: Uint8Array
  upper: Uint8Array
}

function buildTables(needles: readonly Needle[]): Tables {
  const shifts = new Uint8Array(65536).fill(head - 1)
  const heads = new Uint8Array(65536)
  const classes = new Uint8Array(65536)
  const buckets = new Map<number, CompiledNeedle[]>()
  for (const needle of needles) {
    const compiled = compile(needle)
    for (let end = 2; end <= head; end++) {
      for (const pair of pairs(compiled, end)) shifts[pair] = Math.min(shifts[pair] ?? 0, head - end)
    }
    for (const tail of pairs(compiled, head)) {
      const bucket = buckets.get(tail) ?? []
      buckets.set(tail, [...bucket, compiled])
      classes[tail] = classes[tail] || 1 << (buckets.size & 7)
      for (const first of pairs(compiled, 2)) heads[first] = (heads[first] ?? 0) | classes[tail]
    }
  }
  return { shifts, heads, classes, buckets }
}

function compile({ text, ignoreCase, index }: Needle): CompiledNeedle {
  const lower = Buffer.from(ignoreCase ? text.toLowerCase() : text, 'latin1')
  const upper = Buffer.from(ignoreCase ? text.toUpperCase() : text, 'latin1')
  return { index, lower, upper }
}

/** The pairs of bytes, in either case, that end after `end` bytes of the needle. */
function pairs({ lower, upper }: CompiledNeedle, end: number): Set<number> {
  const found = new Set<number>()
  for (const a of [lower[end - 2] ?? 0, upper[end - 2] ?? 0]) {
    for (const b of [lower[end - 1] ?? 0, upper[end - 1] ?? 0]) found.add((a << 8) | b)
  }
  return found
}

function matches({ lower, upper }: CompiledNeedle, bytes: Uint8Array, at: number): boolean {
  if (at + lower.length > bytes.length) return false
  for (let i = 0; i < lower.length; i++) {
    const byte = bytes[at + i]
    if (byte !== lower[i] && byte !== upper[i]) return false
  }
  return true
}

/** A keyword of three characters as the 64 of four that it can go on to. */
function widen({ text }: Keyword): string[] {
  if (text.length >= head) return [text]
  if (text.length < head - 1)
    throw new RangeError(`keyword ${JSON.stringify(text)} is shorter than ${head - 1} characters`)
  return [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((next) => text + next)
}
