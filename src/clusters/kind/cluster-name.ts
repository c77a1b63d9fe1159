/** What the name of every cluster of this driver begins with: a sweep finds by it what a killed run left. */
export const clusterPrefix = 'must-gather-'

/** The name of a run's cluster; kind allows `[a-z0-9.-]`, and the node's host name must stay below 64 characters. */
export function clusterName(runId: string): string {
  const name = clusterPrefix + runId.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')
  return name.slice(0, 45).replace(/[.-]+$/, '')
}
