/** Writes what people keep beside an ISV's configuration: a waiver, the list of expected files and what moved in it. */
export type { ManifestOptions } from './manifest/at-hand.js'
export { diffManifest, hasMoved } from './manifest/diff.js'
export type { ManifestDiff, Moved } from './manifest/diff.js'
export { diffAsJson, diffAsMarkdown, diffAsText } from './manifest/diff-text.js'
export { recordManifest } from './manifest/record.js'
export type { Recorded, RecordOptions } from './manifest/record.js'
export { waive } from './waive/waive.js'
export type { WaiveOptions, Waived } from './waive/waive.js'
