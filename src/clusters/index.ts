/** The clusters that a run can be made on, behind one interface. */
import { createEmbeddedDriver, defaultEmbeddedOptions } from './embedded/index.js'
import { existingDriver } from './existing/driver.js'
import { kindDriver } from './kind/index.js'
import type { ClusterDriver } from './types.js'

export type Drivers = Record<ClusterDriver['name'], ClusterDriver>

/** The drivers; `path` is where the embedded one looks for a real oc and kubectl (PATH), else the usual folders. */
export function driversFor(path: string | undefined): Drivers {
  const options = defaultEmbeddedOptions()
  return {
    embedded: createEmbeddedDriver({ ...options, searchPath: path ?? options.searchPath }),
    kind: kindDriver,
    existing: existingDriver,
  }
}

export type * from './types.js'
export { sweepKindClusters, type OldCluster } from './kind/index.js'
