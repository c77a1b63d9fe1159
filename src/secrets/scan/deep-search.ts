import type { Batch } from './batch.js'
import { layers } from './layers/index.js'
import type { Match, Matcher } from './matcher.js'
import type { PeelCursor, Window } from './peel.js'
import { passOver, peel } from './peel.js'
import { SievedText } from './sieve/sieve.js'

/**
 * Something at an offset of the window: what a rule found, or a hidden document that mentions a Secret, or why what is hidden there was
 * not looked at as a whole.
 */
export interface Sight {
  offset: number
  layers: readonly string[]
  of: { match: Match } | { document: string } | { cut: string }
}

export type OnSight = (sight: Sight) => void

/** How many layers are looked behind. */
const maxDepth = 4

/** What has been peeled off to come to some bytes. */
interface Peeled {
  names: readonly string[]
  depth: number
}
/** The longest value that is looked at as a whole. */
const longestWhole = 2200

/** Nothing yet: the bytes of a file. */
export const unpeeled: Peeled = { names: [], depth: 0 }

export const newCursors = (): PeelCursor[] => layers.map(() => ({ at: 0, inside: false }))

/** Searches what the layers of a window hide, and what is hidden in that in turn. */
export function searchHidden(
  matcher: Matcher,
  sought: Omit<Window, 'signs'>,
  cursors: readonly PeelCursor[],
  { names, depth }: Peeled,
  onSight: OnSight,
): void {
  const window = { ...sought, signs: sought.text.hidden(0, sought.limit) }
  for (const [index, layer] of layers.entries()) {
    const cursor = cursors[index]
    if (!cursor || passOver(layer, window, cursor)) continue
    const inside = () => [...names, ...layer.names]
    const onCut = (cut: string) => onSight({ of: { cut }, offset: 0, layers: inside() })
    const visit = (batch: Batch) =>
      searchBatch(matcher, batch, { names: inside(), depth: depth + 1 }, ({ of, layers, offset }) =>
        onSight({ of, layers, offset: batch.sourceOf(offset) }),
      )
    peel(layer, window, cursor, visit, onCut)
  }
}

function searchBatch(matcher: Matcher, batch: Batch, peeled: Peeled, onSight: OnSight): void {
  const text = new SievedText(batch.bytes)
  const { names } = peeled
  const mentions: number[] = []
  const emit = (match: Match) => onSight({ of: { match }, offset: match.at, layers: names })
  matcher.search(text, 0, batch.bytes.length, emit, (at) => mentions.push(at) > 0)
  // An escaped line has pieces of a document at most, and the document that it is in is read as a whole elsewhere.
  if (names.at(-1) !== 'escape') findDocuments(batch, mentions, names, onSight)
  if (names.at(-1) === 'base64') searchWhole(matcher, batch, names, onSight)
  if (peeled.depth >= maxDepth) return
  searchHidden(matcher, { text, base: 0, limit: batch.bytes.length }, newCursors(), peeled, onSight)
}

function findDocuments(
  batch: Batch,
  mentions: readonly number[],
  names: readonly string[],
  onSight: OnSight,
): void {
  if (mentions.length === 0) return
  let next = 0
  // Both are in ascending order.
  for (const { start, end } of batch.regions()) {
    while ((mentions[next] ?? Infinity) < start) next++
    if ((mentions[next] ?? Infinity) >= end) continue
    onSight({ of: { document: batch.bytes.toString('utf8', start, end) }, offset: start, layers: names })
  }
}

/** Looks at each value that was in base64 as a whole. */
function searchWhole(matcher: Matcher, batch: Batch, names: readonly string[], onSight: OnSight): void {
  for (const { start, end } of batch.regions()) {
    if (end - start > longestWhole) continue
    const text = batch.bytes.toString('latin1', start, end)
    matcher.whole(text, (match) => onSight({ of: { match }, offset: start, layers: names }))
  }
}
