import { caseBit } from './case-bit.js'
import { commonnessOf, commonnessOfBoth } from './commonness.js'

/** What the first three bytes of keywords may be, as sets of bits. */
interface Heads {
  /** By their lower five bits, in which the cases of a letter are the same. */
  first: number
  second: number
  third: number
  /** The upper four bits of the third. */
  upper: number
}

interface Bucket {
  heads: Heads
  /** How many positions of a text it lets pass, of any unit. */
  share: number
}

interface Literal {
  text: string
  ignoreCase: boolean
}

const bucketCount = 8
const empty: Bucket = { heads: { first: 0, second: 0, third: 0, upper: 0 }, share: 0 }

/**
 * The table of a filter that lets a position pass where one of eight buckets has all three bytes that stand there. How
 * few positions of a text pass depends on which heads share a bucket: those that texts have most often are placed
 * first, each where it lets the fewest positions more pass.
 */
export function filterTable(literals: readonly Literal[]): Uint8Array {
  const buckets = Array.from({ length: bucketCount }, () => empty)
  for (const { heads } of headsOf(literals).sort((a, b) => b.share - a.share)) addToCheapest(buckets, heads)
  return tableOf(buckets.map(({ heads }) => heads))
}

/** Each beginning once. */
function headsOf(literals: readonly Literal[]): Bucket[] {
  const inBothCases = new Map<string, boolean>()
  for (const { text, ignoreCase } of literals) {
    const head = text.slice(0, 3)
    inBothCases.set(head, ignoreCase || inBothCases.get(head) === true)
  }
  return Array.from(inBothCases, ([head, bothCases]) => bucketOf(headOf(head, bothCases)))
}

function headOf(text: string, bothCases: boolean): Heads {
  const byteAt = (index: number) => text.charCodeAt(index) & 0xff
  const third = byteAt(2)
  const other = bothCases ? third ^ caseBit(third) : third
  return {
    first: 1 << (byteAt(0) & 31),
    second: 1 << (byteAt(1) & 31),
    third: 1 << (third & 31),
    upper: (1 << (third >>> 4)) | (1 << (other >>> 4)),
  }
}

function addToCheapest(buckets: Bucket[], heads: Heads): void {
  let least = { index: 0, more: Infinity, grown: empty }
  for (let index = 0; index < buckets.length; index++) {
    const bucket = buckets[index] ?? empty
    const grown = bucketOf(union(bucket.heads, heads))
    const more = grown.share - bucket.share
    if (more < least.more) least = { index, more, grown }
  }
  buckets[least.index] = least.grown
}

const union = (a: Heads, b: Heads): Heads => ({
  first: a.first | b.first,
  second: a.second | b.second,
  third: a.third | b.third,
  upper: a.upper | b.upper,
})

/** Any byte counts as likely behind any other one. */
function bucketOf(heads: Heads): Bucket {
  const { first, second, third, upper } = heads
  return { heads, share: commonnessOf(first) * commonnessOf(second) * commonnessOfBoth(third, upper) }
}

/** For each of the three 32 masks of buckets, by the lower bits; of the third 16 more, by the upper ones. */
function tableOf(buckets: readonly Heads[]): Uint8Array {
  const masks = (set: keyof Heads, size: number) =>
    Array.from({ length: size }, (_, bit) =>
      buckets.reduce((mask, heads, bucket) => mask | (((heads[set] >>> bit) & 1) << bucket), 0),
    )
  return Uint8Array.from([
    ...masks('first', 32),
    ...masks('second', 32),
    ...masks('third', 32),
    ...masks('upper', 16),
  ])
}
