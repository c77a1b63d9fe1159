import type { Needle } from './sieve/keyword-tables.js'
import { keywordTables } from './sieve/keyword-tables.js'
import type { SievedText } from './sieve/sieve.js'

export interface Keyword {
  text: string
  ignoreCase: boolean
  looks: number
}

/**
 * Called for each keyword found that one of its looks leaves open, with its index in the list that the search was made of,
 * where it begins, and which looks do.
 */
export type OnKeyword = (index: number, at: number, looks: number) => void

export type KeywordSearch = (text: SievedText, from: number, limit: number, onKeyword: OnKeyword) => void

/** Bytes of each keyword that the search begins with. No keyword may be shorter. */
const head = 4

/** One search for many literals, that reports those that begin at or after `from` and before `limit`. */
export function createKeywordSearch(keywords: readonly Keyword[]): KeywordSearch {
  const needles = keywords.flatMap(({ text, ignoreCase, looks }, number) =>
    widen(text).map((text): Needle => ({ number, text, ignoreCase, looks })),
  )
  const tables = keywordTables(needles)
  return (text, from, limit, onKeyword) => text.keywords(tables, from, limit, onKeyword)
}

const printable = Array.from({ length: 0x7e - 0x20 }, (_, i) => String.fromCharCode(0x21 + i))

/** A keyword of three characters as all those of four that it can go on to: a secret has no space in it. */
function widen(text: string): string[] {
  if (text.length >= head) return [text]
  if (text.length < head - 1)
    throw new RangeError(`keyword ${JSON.stringify(text)} is shorter than ${head - 1} characters`)
  return printable.map((next) => text + next)
}
