/** Where secrets and what looks like one are planted. */
import { logPlaces } from './logs.js'
import { otherPlaces } from './other.js'
import { packedPlaces } from './packed.js'
import type { PlaceKind } from './types.js'
import { yamlPlaces } from './yaml.js'

export const places: readonly PlaceKind[] = [...logPlaces, ...yamlPlaces, ...packedPlaces, ...otherPlaces]
