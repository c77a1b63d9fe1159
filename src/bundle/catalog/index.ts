/** Reads the catalog of an index image, and judges it. */
export { catalogLabels } from './find-catalog.js'
export { readCatalog } from './read-catalog.js'
export type { CatalogQuestion } from './read-file-based.js'
export { rules as catalogRules } from './judge/finding.js'
export { judgeCatalog } from './judge/index.js'
