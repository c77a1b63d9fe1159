import type { BundleFinding } from '../../model/bundle.js'
import { toFinding } from './rule.js'
import { bundleRules } from './rules/index.js'
import type { Bundle, BundleExpectations } from './types.js'
import { viewOf } from './view.js'

/** Everything that is wrong with a bundle, by file and line. */
export function judgeBundle(bundle: Bundle, expected: BundleExpectations): BundleFinding[] {
  const view = viewOf(bundle, expected)
  return bundleRules
    .flatMap((rule) => [...rule.find(view)].map((found) => toFinding(rule, found)))
    .sort(byPlace)
}

function byPlace(a: BundleFinding, b: BundleFinding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0)
}
