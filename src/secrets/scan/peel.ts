import type { Batch, BatchBuilder } from './batch.js'
import { createBatchBuilder } from './batch.js'
import type { Layer, OnCut, Region } from './layers/types.js'
import { SievedText } from './sieve/sieve.js'
import { longestJoined, overlap, segment } from './layers/types.js'

/** Where the next region may begin, kept between the windows of one stream; offsets count from the stream's beginning. */
export interface PeelCursor {
  at: number
  /** Whether a region goes on there, of which the beginning was taken already. */
  inside: boolean
  /** The pieces so far of a region that is decoded as a whole. */
  held?: Buffer[]
  /** Whether there was more of it than is held. */
  cut?: boolean
}

export interface Window {
  text: SievedText
  /** Offset in the stream of the window's first byte. */
  base: number
  /** Regions that begin before this offset of the window are taken; what they hold of it reaches further. */
  limit: number
  /** What `hidden` says of it. */
  signs: number
}

/** When as much has been decoded, it is searched before more is: this bounds the memory. */
const batchSize = 128 * 1024

/**
 * Decodes every region of one layer that begins in the window, long ones in overlapping pieces, moves the cursor on,
 * and hands over what came out. What is taken depends on the stream alone and not on where it was cut into windows.
 */
export function peel(
  layer: Layer,
  window: Window,
  cursor: PeelCursor,
  visit: (batch: Batch) => void,
  onCut: OnCut,
): void {
  // In most windows there is nothing.
  let batch: BatchBuilder | undefined
  for (;;) {
    const piece = nextPiece(layer, window, cursor)
    if (!piece) break
    const decoded = layer.joined
      ? join(layer, window, cursor, piece, onCut)
      : decode(layer, window, piece, onCut)
    if (!decoded || decoded.length === 0) continue
    batch ??= createBatchBuilder()
    batch.add(decoded, piece.start)
    if (batch.size > batchSize) visit(batch.take())
  }
  if (batch && batch.size > 0) visit(batch.take())
}

const decode = (layer: Layer, { text }: Window, { start, end }: Region, onCut: OnCut) =>
  layer.decode(text, start, end, onCut)

/** Holds the pieces of a long region until its last one comes. Of one that is too long, the beginning is decoded. */
function join(
  layer: Layer,
  window: Window,
  cursor: PeelCursor,
  piece: Region,
  onCut: OnCut,
): Buffer | undefined {
  const held = cursor.held ?? []
  if (held.length === 0 && !cursor.inside) return decode(layer, window, piece, onCut)
  if (held.length * segment < longestJoined)
    held.push(Buffer.from(window.text.bytes.subarray(piece.start, piece.end)))
  else cursor.cut = true
  cursor.held = held
  if (cursor.inside) return undefined
  const isCut = cursor.cut === true
  cursor.held = []
  cursor.cut = false
  const whole = Buffer.concat(held)
  const decoded = layer.decode(new SievedText(whole), 0, whole.length, onCut)
  if (decoded && isCut) onCut(`it is longer than ${longestJoined / 1024 / 1024} MB`)
  return decoded
}

/** Goes on behind a window in which no region of the layer goes on or begins: whether there is none. */
export function passOver({ sign }: Layer, { base, limit, signs }: Window, cursor: PeelCursor): boolean {
  if (!sign || (signs & sign) !== 0 || cursor.inside) return false
  cursor.at = Math.max(cursor.at, base + limit)
  return true
}

/** The next region or the next piece of a long one, at most a segment long. */
function nextPiece(layer: Layer, { text, base, limit }: Window, cursor: PeelCursor): Region | undefined {
  const from = cursor.at - base
  const region = from < limit ? layer.next(text, from, limit, cursor.inside) : undefined
  if (!region) {
    if (from < limit) moveTo(cursor, base + limit, false)
    return undefined
  }
  const end = Math.min(region.end, region.start + segment)
  if (region.end > end) {
    const next = region.start + segment - (layer.joined ? 0 : overlap)
    moveTo(cursor, base + (layer.resume?.(text.bytes, next) ?? next), true)
  } else moveTo(cursor, base + Math.max(end, region.start + 1), false)
  return { start: region.start, end }
}

function moveTo(cursor: PeelCursor, at: number, inside: boolean): void {
  cursor.at = at
  cursor.inside = inside
}
