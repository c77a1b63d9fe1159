export { createKindDriver, kindDriver, type KindDriverOptions } from './driver.js'
export { clusterPrefix } from './cluster-name.js'
