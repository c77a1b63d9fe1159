import type { BundleFinding } from '../../model/bundle.js'
import type { Bundle, BundleExpectations } from './types.js'

/** Everything that is wrong with a bundle, by file and line. */
export function judgeBundle(_bundle: Bundle, _expected: BundleExpectations): BundleFinding[] {
  return []
}
