import type { RunState } from './types.js'

/** Whether the cluster is left as it is. The embedded one lives in this process, and ends with it whatever was asked. */
export const isKept = ({ options, cluster }: RunState): boolean =>
  options.keep && cluster !== undefined && cluster.driver !== 'embedded'
