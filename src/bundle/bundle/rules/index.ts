import type { BundleRule } from '../rule.js'
import { annotationRules } from './annotations.js'
import { crdRules, ownedRules } from './crds.js'
import { csvRules } from './csv.js'
import { exampleRules } from './examples.js'
import { imageRules, mustGatherRules } from './images.js'
import { installModeRules } from './install-modes.js'
import { layoutRules } from './layout.js'
import { objectRules } from './objects.js'
import { deploymentRules, serviceRules } from './workloads.js'

/** Everything that a bundle is held to, in the order of the docs. */
export const bundleRules: readonly BundleRule[] = [
  ...layoutRules,
  ...annotationRules,
  ...csvRules,
  ...installModeRules,
  ...ownedRules,
  ...crdRules,
  ...deploymentRules,
  ...serviceRules,
  ...exampleRules,
  ...objectRules,
  ...mustGatherRules,
  ...imageRules,
]
