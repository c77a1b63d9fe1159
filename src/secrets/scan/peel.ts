import type { Layer } from './layers/types.js'
import { overlap, segment } from './layers/types.js'

/** Where the next region may begin, kept between the windows of one stream; offsets count from the stream's beginning. */
export interface PeelCursor {
  at: number
  /** Whether a region goes on there, of which the beginning was taken already. */
  inside: boolean
}

export interface Window {
  bytes: Buffer
  /** Offset in the stream of the window's first byte. */
  base: number
  /** Regions that begin before this offset of the window are taken; what they hold of it reaches further. */
  limit: number
}

/**
 * Decodes every region of one layer that begins in the window, long ones in overlapping pieces, and moves the cursor on.
 * What is taken depends on the stream alone and not on where it was cut into windows.
 */
export function peel(
  layer: Layer,
  { bytes, base, limit }: Window,
  cursor: PeelCursor,
  visit: (decoded: Buffer, start: number) => void,
): void {
  for (;;) {
    const region =
      cursor.at - base < limit ? layer.next(bytes, cursor.at - base, limit, cursor.inside) : undefined
    if (!region) {
      if (cursor.at < base + limit) Object.assign(cursor, { at: base + limit, inside: false })
      return
    }
    const end = Math.min(region.end, region.start + segment)
    const decoded = layer.decode(bytes, region.start, end)
    if (decoded && decoded.length > 0) visit(decoded, region.start)
    const goesOn = region.end > end
    const next = goesOn ? region.start + segment - overlap : Math.max(end, region.start + 1)
    Object.assign(cursor, {
      at: base + (goesOn ? (layer.resume?.(bytes, next) ?? next) : next),
      inside: goesOn,
    })
  }
}
