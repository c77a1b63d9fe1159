import type { Piece, Plant } from '../piece.js'
import type { Random } from '../random.js'
import type { Sample, SampleForm } from '../types.js'

/** What a fragment is set into: an entry of a log, an object of a list, a whole file. */
export type Host =
  | 'pod-log'
  | 'gz-log'
  | 'journal'
  | 'processes'
  | 'pods'
  | 'pod-file'
  | 'pods-json'
  | 'config-maps'
  | 'secrets'
  | 'deployments'
  | 'routes'
  | 'install-plans'
  | 'machine-configs'
  | 'proxies'
  | 'events'
  | 'nested-archive'
  | 'describe'

/** Somewhere that gathered data has secrets in. */
export interface PlaceKind {
  place: string
  host: Host
  forms: readonly SampleForm[]
  /** The sample as an entry of the host, which it marks as planted. */
  set(sample: Sample, plant: Plant, random: Random): Piece
}
