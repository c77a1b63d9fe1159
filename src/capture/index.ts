/** Reads a capture (folder, archive, archives within) as one stream of entries, knows its layouts, and writes one. */
export type { CaptureLimits } from './limits.js'
export { defaultLimits } from './limits.js'
export { openCapture } from './read/open-capture.js'
export type * from './read/types.js'
