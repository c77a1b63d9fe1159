import type { Layer, Region } from '../secrets/scan/layers/types.js'
import { segment } from '../secrets/scan/layers/types.js'
import type { SievedText } from '../secrets/scan/sieve/sieve.js'

/** The regions of a layer as wholes, however long they are: the scanner takes long ones in pieces. */
export function* regionsOf(layer: Layer, text: SievedText): Generator<Region, void, undefined> {
  for (let from = 0; from < text.bytes.length;) {
    const first = layer.next(text, from, text.bytes.length, false)
    if (!first) return
    const region = { start: first.start, end: wholeEnd(layer, text, first) }
    yield region
    from = Math.max(region.end, region.start + 1)
  }
}

function wholeEnd(layer: Layer, text: SievedText, region: Region): number {
  let { end } = region
  for (let piece = region.start; end - piece > segment;) {
    const next = piece + segment
    piece = Math.max(piece + 1, layer.resume?.(text.bytes, next) ?? next)
    end = Math.max(end, layer.next(text, piece, text.bytes.length, true)?.end ?? 0)
  }
  return Math.min(end, text.bytes.length)
}
