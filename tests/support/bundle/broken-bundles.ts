import type { BrokenBundle } from './broken-bundle.js'
import { brokenContents } from './broken-content.js'
import { brokenDefinitions } from './broken-definitions.js'
import { brokenLayouts } from './broken-layout.js'
import type { BundleParts } from './good-bundle.js'
import { goodParts } from './good-bundle.js'

/** Bundles with one defect each, made from a good one by one change. */
export const brokenBundles: BrokenBundle[] = [...brokenLayouts, ...brokenDefinitions, ...brokenContents]

export const brokenParts = ({ change }: BrokenBundle): BundleParts => {
  const parts = goodParts()
  change(parts)
  return parts
}
