import { clusterPrefix } from './cluster-name.js'
import { deleteKindCluster } from './create-cluster.js'
import { kindClusters } from './reuse-cluster.js'

export interface KindSweepOptions {
  /** Younger clusters may belong to a run that still goes on. */
  olderThanMs: number
  /** Lists, and deletes nothing. */
  dryRun: boolean
  now: Date
  env?: Readonly<Record<string, string>>
  signal: AbortSignal
}

export interface OldCluster {
  name: string
  ageMs: number
  /** Why it could not be deleted. */
  problem?: string
}

/** Finds by their names the clusters that killed runs left, and deletes them. Throws `kind.list-failed`. */
export async function sweepKindClusters(options: KindSweepOptions): Promise<OldCluster[]> {
  const { olderThanMs, dryRun, now, env = {}, signal } = options
  const names = await kindClusters(env, signal)
  const old = names.flatMap((name): OldCluster[] => {
    const ageMs = now.getTime() - (startOf(name)?.getTime() ?? Infinity)
    return ageMs >= olderThanMs ? [{ name, ageMs }] : []
  })
  if (dryRun) return old
  const swept: OldCluster[] = []
  for (const one of old) swept.push({ ...one, ...(await problemOf(one.name, env)) })
  return swept
}

/** When the run began that a cluster is named after; a name of any other form is not one of ours. */
export function startOf(name: string): Date | undefined {
  if (!name.startsWith(clusterPrefix)) return undefined
  const form = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})-[0-9a-f]{4}$/
  const [, ...parts] = form.exec(name.slice(clusterPrefix.length)) ?? []
  if (parts.length === 0) return undefined
  const [year = 0, month = 0, ...rest] = parts.map(Number)
  return new Date(Date.UTC(year, month - 1, ...rest))
}

async function problemOf(name: string, env: Readonly<Record<string, string>>): Promise<{ problem?: string }> {
  try {
    await deleteKindCluster({ name, env })
    return {}
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
