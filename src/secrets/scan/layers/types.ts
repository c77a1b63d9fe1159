import type { SievedText } from '../sieve/sieve.js'

/** A stretch of bytes that hides others: `end` is exclusive, and may lie beyond what one segment may hold. */
export interface Region {
  start: number
  end: number
}

export type LayerName = 'base64' | 'gzip' | 'percent' | 'escape'

/** Hears why something that is hidden was not looked at as a whole. */
export type OnCut = (reason: string) => void

/** One way of hiding text inside text. */
export interface Layer {
  /** What is peeled off, outermost first. */
  readonly names: readonly LayerName[]
  /** A bit of `hiddenSigns`: where a window has none of it, no region begins in it. */
  readonly sign?: number
  /** Whether only the whole of a region can be decoded: a long one is then put together from its pieces. */
  readonly joined?: boolean
  /**
   * The first region that begins at or after `from` and before `limit`. With `inside`, `from` lies within a region
   * of which the beginning was taken already, and the rest of it is the region.
   */
  next(text: SievedText, from: number, limit: number, inside: boolean): Region | undefined
  /** Where the next piece of a long region begins: at `at`, or shortly before it. */
  resume?(bytes: Buffer, at: number): number
  /** What the region hides, or `undefined` where it hides nothing that could be read; `onCut` hears where it is but a part. */
  decode(text: SievedText, start: number, end: number, onCut?: OnCut): Buffer | undefined
}

/** How much of a region is decoded at once: longer ones are taken in pieces that overlap. */
export const segment = 48 * 1024
export const overlap = 12 * 1024
/** How long a region may be that is put together from pieces: what an object of Kubernetes has room for. */
export const longestJoined = 4 * 1024 * 1024
