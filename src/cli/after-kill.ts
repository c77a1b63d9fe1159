import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClusterDriver } from '../clusters/index.js'
import type { TestOptions } from './options/test.js'
import { packageRoot } from '../lib/package-root.js'

export interface KilledRun {
  driver: ClusterDriver
  options: Pick<TestOptions, 'keep' | 'kindCluster' | 'context'>
  kubeconfig: string | undefined
  runId: string
  workDir: string
}

/** What takes away all that a killed run made: its cluster, or what it made on one that stays. */
export function afterKill({
  driver,
  options,
  kubeconfig,
  runId,
  workDir,
}: KilledRun): readonly string[] | undefined {
  const { keep, kindCluster, context } = options
  if (keep) return undefined
  if (driver.name === 'kind' && kindCluster !== undefined)
    // The driver has written it there.
    return sweepRun(runId, { kubeconfig: join(workDir, 'kind.kubeconfig') })
  if (driver.name === 'existing' && kubeconfig !== undefined) return sweepRun(runId, { kubeconfig, context })
  return driver.afterKill?.({ runId, kindCluster })
}

const program = fileURLToPath(new URL('bin/must-gather.js', packageRoot))

/** `must-gather doctor --sweep` for one run. */
export const sweepRun = (
  runId: string,
  { kubeconfig, context }: { kubeconfig: string; context?: string | undefined },
) => [
  ...[process.execPath, program, 'doctor', '--sweep', '--run', runId, '--kubeconfig', kubeconfig],
  ...(context === undefined ? [] : ['--context', context]),
]
