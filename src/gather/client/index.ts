/** `oc adm must-gather`, better: several images and nodes, layouts, archives, and a record of it all. */
export { goDuration } from './go-time.js'
export { recordFile, runClient } from './run-client.js'
export type * from './types.js'
