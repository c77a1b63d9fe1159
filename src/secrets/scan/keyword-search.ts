import { common } from './byte-table.js'
import { createKeywordTrees } from './keyword-trees.js'
import { bitmapOf, hashAt, prefilter } from './prefilter/prefilter.js'

export interface Keyword {
  text: string
  ignoreCase: boolean
  /** Bytes behind which it is not wanted: 1 for each of them. */
  notAfter?: Uint8Array | undefined
}

/** Called for each keyword found, with its index in the list that the search was made of and where it begins. */
export type OnKeyword = (index: number, at: number) => void

export type KeywordSearch = (bytes: Uint8Array, from: number, limit: number, onKeyword: OnKeyword) => void

/** Bytes of each keyword that the prefilter knows; the rest is compared. No keyword may be shorter. */
const head = 4
/** The keywords are parted into as many trees, by what the prefilter knows them by. */
const trees = 4096

/**
 * One search for many literals: a prefilter leaves few positions, and there the literals that begin so are compared. The
 * search reports keywords that begin at or after `from` and before `limit`.
 */
export function createKeywordSearch(keywords: readonly Keyword[]): KeywordSearch {
  const bitmap = bitmapOf(keywords.flatMap(headsOf))
  const treesOf = (keyword: Keyword) => new Set(headsOf(keyword).map((bytes) => treeAt(bytes, 0)))
  const { find } = createKeywordTrees(keywords, trees, treesOf)
  const notAfter = unwantedBefore(keywords, treesOf)
  return (bytes, from, limit, onKeyword) =>
    prefilter(bitmap, bytes, from, limit, (at) => {
      const tree = treeAt(bytes, at)
      if (at === 0 || notAfter[tree]?.[bytes[at - 1] as number] !== 1) find(tree, bytes, at, onKeyword)
    })
}

/** For each tree the bytes behind which none of its keywords is wanted. */
function unwantedBefore(
  keywords: readonly Keyword[],
  treesOf: (keyword: Keyword) => Iterable<number>,
): (Uint8Array | undefined)[] {
  const tables: (Uint8Array | undefined)[] = new Array<undefined>(trees).fill(undefined)
  const begun = new Set<number>()
  for (const keyword of keywords)
    for (const tree of treesOf(keyword)) {
      tables[tree] = begun.has(tree) ? common(tables[tree], keyword.notAfter) : keyword.notAfter
      begun.add(tree)
    }
  return tables
}

const treeAt = (bytes: Uint8Array, at: number): number => hashAt(bytes, at) & (trees - 1)

const printable = Array.from({ length: 0x7e - 0x20 }, (_, i) => String.fromCharCode(0x21 + i))

/** The first bytes of a keyword; of one of three characters all that it can go on to: a secret has no space in it. */
function headsOf({ text, ignoreCase }: Keyword): Uint8Array[] {
  if (text.length < head - 1)
    throw new RangeError(`keyword ${JSON.stringify(text)} is shorter than ${head - 1} characters`)
  const written = ignoreCase ? text.toLowerCase() : text
  const all = text.length >= head ? [written] : printable.map((next) => written + next)
  return all.map((text) => Buffer.from(text, 'latin1').subarray(0, head))
}
