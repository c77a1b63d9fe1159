import type { Connection } from '../kube/index.js'
import type { RunState } from './types.js'

/** The line to the cluster, which every phase after the first has. */
export function connectionOf({ connection }: RunState): Connection {
  if (!connection) throw new Error('a phase ran before there was a cluster')
  return connection
}
