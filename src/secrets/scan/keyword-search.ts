import { bitmapOf, hashAt, prefilter } from './prefilter/prefilter.js'

export interface Keyword {
  text: string
  ignoreCase: boolean
}

/** Called for each keyword found, with its index in the list that the search was made of and where it begins. */
export type OnKeyword = (index: number, at: number) => void

export type KeywordSearch = (bytes: Uint8Array, from: number, limit: number, onKeyword: OnKeyword) => void

/** Bytes of each keyword that the prefilter knows; the rest is compared. No keyword may be shorter. */
const head = 4

/**
 * One search for many literals: a prefilter leaves few positions, and there the literals that begin so are compared. The
 * search reports keywords that begin at or after `from` and before `limit`.
 */
export function createKeywordSearch(keywords: readonly Keyword[]): KeywordSearch {
  const needles = keywords.flatMap((keyword, index) =>
    widen(keyword).map((text) => compile({ ...keyword, text, index })),
  )
  const bitmap = bitmapOf(needles.map(({ lower }) => lower))
  const byHash = groupByHash(needles)
  return (bytes, from, limit, onKeyword) =>
    prefilter(bitmap, bytes, from, limit, (at) => {
      const candidates = byHash.get(hashAt(bytes, at))
      if (!candidates) return
      for (const needle of candidates) if (matches(needle, bytes, at)) onKeyword(needle.index, at)
    })
}

interface Needle extends Keyword {
  index: number
}

interface CompiledNeedle {
  index: number
  lower: Uint8Array
  upper: Uint8Array
}

/** The needles by the hash of their first bytes. */
function groupByHash(needles: readonly CompiledNeedle[]): Map<number, CompiledNeedle[]> {
  const groups = new Map<number, CompiledNeedle[]>()
  for (const needle of needles) {
    const hash = hashAt(needle.lower, 0)
    groups.set(hash, [...(groups.get(hash) ?? []), needle])
  }
  return groups
}

function compile({ text, ignoreCase, index }: Needle): CompiledNeedle {
  const lower = Buffer.from(ignoreCase ? text.toLowerCase() : text, 'latin1')
  const upper = Buffer.from(ignoreCase ? text.toUpperCase() : text, 'latin1')
  return { index, lower, upper }
}

function matches({ lower, upper }: CompiledNeedle, bytes: Uint8Array, at: number): boolean {
  if (at + lower.length > bytes.length) return false
  for (let i = 0; i < lower.length; i++) {
    const byte = bytes[at + i]
    if (byte !== lower[i] && byte !== upper[i]) return false
  }
  return true
}

const printable = Array.from({ length: 0x7e - 0x20 }, (_, i) => String.fromCharCode(0x21 + i))

/** A keyword of three characters as all those of four that it can go on to: a secret has no space in it. */
function widen({ text }: Keyword): string[] {
  if (text.length >= head) return [text]
  if (text.length < head - 1)
    throw new RangeError(`keyword ${JSON.stringify(text)} is shorter than ${head - 1} characters`)
  return printable.map((next) => text + next)
}
