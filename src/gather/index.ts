/** The must-gather client: runs an image on a cluster and brings back what it gathered. */
export { folderOutput } from './folder-output.js'
export { leftovers, type LeftoverOptions } from './leftovers.js'
export type { GatherOutput, Place } from './output.js'
export { clientTools, probeImage, type ProbeOptions } from './probe-image.js'
export { runGather } from './run-gather.js'
export { snapshotObjects, type Snapshot } from './snapshot.js'
export { sweep, type SweepOptions, type SweepResult } from './sweep.js'
export * from './types.js'
