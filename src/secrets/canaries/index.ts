/** Values that are planted before a gather and looked for in what it left: made out of a key, found in every encoding. */
export { deriveCanaries } from './derive.js'
export { formatCanaryKey, newCanaryKey, parseCanaryKey } from './key.js'
export { canariesFile, recoverCanaries } from './record.js'
