import type { Layer, Region } from '../secrets/scan/layers/types.js'
import { segment } from '../secrets/scan/layers/types.js'

/** The regions of a layer as wholes, however long they are: the scanner takes long ones in pieces. */
export function* regionsOf(layer: Layer, bytes: Buffer): Generator<Region, void, undefined> {
  for (let from = 0; from < bytes.length;) {
    const first = layer.next(bytes, from, bytes.length, false)
    if (!first) return
    const region = { start: first.start, end: wholeEnd(layer, bytes, first) }
    yield region
    from = Math.max(region.end, region.start + 1)
  }
}

function wholeEnd(layer: Layer, bytes: Buffer, region: Region): number {
  let { end } = region
  for (let piece = region.start; end - piece > segment;) {
    const next = piece + segment
    piece = Math.max(piece + 1, layer.resume?.(bytes, next) ?? next)
    end = Math.max(end, layer.next(bytes, piece, bytes.length, true)?.end ?? 0)
  }
  return Math.min(end, bytes.length)
}
