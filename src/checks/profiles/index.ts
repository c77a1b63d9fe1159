import type { Profile } from '../../model/profile.js'
import { isvV1 } from './isv-v1.js'
import { mustGatherV1 } from './must-gather-v1.js'

/** The published profiles, by name. */
export const profiles: ReadonlyMap<string, Profile> = new Map(
  [mustGatherV1, isvV1].map((profile) => [profile.name, profile]),
)
