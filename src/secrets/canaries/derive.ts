import type { Canary, CanaryPlace } from '../../model/canaries.js'
import { randomBytesOf } from './random.js'
import { shapes } from './shapes.js'

/** A value of its own for each place, out of the key: the same key and places give the same values again. */
export function deriveCanaries(key: Buffer, places: readonly CanaryPlace[]): Canary[] {
  return places.map(({ kind, namespace, object, key: entry }) => {
    const random = randomBytesOf(key, ['must-gather canary', kind, namespace, object, entry])
    return { id: `${kind}.${namespace}`, kind, namespace, object, key: entry, value: shapes[kind](random) }
  })
}
