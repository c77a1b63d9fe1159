import type { Piece, Plant } from '../piece.js'
import type { Host } from '../places/types.js'
import type { Random } from '../random.js'

/** Something public that stands in gathered data and looks like a secret. */
export interface Fragment {
  kind: string
  host: Host
  make: (plant: Plant, random: Random) => Piece
}
