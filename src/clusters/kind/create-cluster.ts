import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../../model/logger.js'
import type { CreateOptions } from '../types.js'
import { runTool } from './tool.js'

/** kind itself goes on after this wait, so the readiness of the nodes is looked at once more. */
const waitForNodes = '180s'
const deleteMs = 90_000
const exportMs = 60_000

/** What commands on one kind cluster need. */
export interface KindCluster {
  name: string
  kubeconfig: string
  workDir: string
  env: Readonly<Record<string, string>>
  logger: Logger
}

export type KindSettings = Pick<CreateOptions, 'kindConfig' | 'kindImage' | 'logsDir'>

/**
 * Creates the cluster with a kubeconfig of its own; on failure and on abort the cluster is deleted again, on failure
 * after kind has written its logs to `logsDir`. Throws `kind.create-failed`.
 */
export async function createKindCluster(
  cluster: KindCluster,
  { kindConfig, kindImage, logsDir }: KindSettings,
  signal: AbortSignal,
): Promise<void> {
  const args = [
    'create',
    'cluster',
    '--name',
    cluster.name,
    '--kubeconfig',
    cluster.kubeconfig,
    '--wait',
    waitForNodes,
  ]
  if (kindConfig !== undefined) args.push('--config', kindConfig)
  if (kindImage !== undefined) args.push('--image', kindImage)
  // What failed is deleted here, after its logs were read.
  if (logsDir !== undefined) args.push('--retain')
  const options = 'a configuration and a node image can be given with --kind-config and --kind-image'
  const next = `${logsDir === undefined ? 'Run the same command by hand with --retain' : `The logs of its nodes, where it came to have any, are in ${logsDir}`}; ${options}.`
  try {
    await runTool('kind', args, { env: cluster.env, signal, failure: { code: 'kind.create-failed', next } })
    await chmod(cluster.kubeconfig, 0o600)
  } catch (error) {
    if (logsDir !== undefined && !signal.aborted) await exportLogs(cluster, logsDir)
    await deleteAfterFailure(cluster)
    throw error
  }
}

/** The logs of the nodes' components: kubelet, container runtime, static pods. They hold no objects of the cluster, whose tokens end with it. */
async function exportLogs({ name, env, logger }: KindCluster, dir: string): Promise<void> {
  const failure = { code: 'kind.no-logs', next: 'Run `kind create cluster` by hand with --retain.' }
  const signal = AbortSignal.timeout(exportMs)
  try {
    await runTool('kind', ['export', 'logs', dir, '--name', name], { env, signal, failure })
  } catch (error) {
    logger.debug(error instanceof Error ? error.message : String(error))
  }
}

async function deleteAfterFailure(cluster: KindCluster): Promise<void> {
  try {
    await deleteKindCluster(cluster)
  } catch (error) {
    // The reason why it could not be created is what the user must see; this comes on top of it.
    cluster.logger.warn(error instanceof Error ? error.message : String(error))
  }
}

/** Deletes the cluster, whether it was wholly made or not; has its own deadline. Throws `kind.delete-failed`. */
export async function deleteKindCluster({
  name,
  kubeconfig,
  env,
}: Pick<KindCluster, 'name' | 'env'> & { kubeconfig?: string }): Promise<void> {
  const args = ['delete', 'cluster', '--name', name]
  // Without one of its own, kind takes the cluster out of the user's.
  await runTool('kind', kubeconfig === undefined ? args : [...args, '--kubeconfig', kubeconfig], {
    env,
    signal: AbortSignal.timeout(deleteMs),
    failure: { code: 'kind.delete-failed', next: `Delete it by hand: kind delete cluster --name ${name}` },
  })
}

export function kubeconfigPath(workDir: string): string {
  return join(workDir, 'kind.kubeconfig')
}
