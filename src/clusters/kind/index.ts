export { createKindDriver, kindDriver, type KindDriverOptions } from './driver.js'
export { sweepKindClusters, type OldCluster } from './sweep.js'
