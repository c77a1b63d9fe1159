import type { Region } from '../../secrets/scan/layers/types.js'
import type { Edit } from '../edit.js'

/** What a region of a layer hides, and the way back. */
export interface Decoded {
  bytes: Buffer
  /** Edits of `bytes`, ascending, as edits of what the region was decoded from. */
  encode(edits: readonly Edit[]): Edit[]
}

/** Reads a layer so that what it hides can be changed. */
export type Codec = (bytes: Buffer, region: Region) => Decoded | undefined
