import type { Bundle, BundleObject } from './types.js'
import { viewOf } from './view.js'

/** The objects in `manifests/` that can be read, in the order of their files; what cannot is left to `judgeBundle`. */
export function bundleObjects(bundle: Bundle): BundleObject[] {
  return viewOf(bundle, {}).manifests.map((manifest) => ({
    path: manifest.path,
    line: manifest.line(),
    object: manifest.value as BundleObject['object'],
  }))
}
