/** Puts an operator and its operands on the cluster, proves that they are there, and takes them off again. */
export { installManifests, type InstallOptions, type Installed } from './install-manifests.js'
export { refuseTakenNames, type NamesOptions } from './names-taken.js'
export { operatorContainers, type OperatorContainer } from './operator-containers.js'
export { readManifests, type Manifest } from './read-manifests.js'
export { applySamples, deleteSamples, type SampleResult, type SamplesOptions } from './samples.js'
export { waitReady, type ReadyResult, type WaitReadyOptions } from './wait-ready.js'
