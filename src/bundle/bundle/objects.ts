import type { Bundle, BundleObject } from './types.js'

/** The objects in `manifests/` that can be read, in the order of their files; what cannot is left to `judgeBundle`. */
export function bundleObjects(_bundle: Bundle): BundleObject[] {
  return []
}
