import { chmod } from 'node:fs/promises'
import { nearest } from '../../lib/nearest.js'
import { ExpectedError } from '../../model/errors.js'
import type { KindCluster } from './create-cluster.js'
import { runTool } from './tool.js'

/** The names of the kind clusters of an engine. Throws `kind.list-failed`. */
export async function kindClusters(
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string[]> {
  const failure = { code: 'kind.list-failed', next: 'Check that `kind get clusters` works.' }
  const { stdout } = await runTool('kind', ['get', 'clusters'], { env, signal, failure })
  return stdout.split('\n').filter(Boolean)
}

/** Writes the kubeconfig of a cluster that is there. Throws `kind.no-such-cluster`, with those that are. */
export async function reuseKindCluster(cluster: KindCluster, signal: AbortSignal): Promise<void> {
  const { name, kubeconfig, env } = cluster
  const names = await kindClusters(env, signal)
  if (!names.includes(name)) throw noSuchCluster(name, names)
  const failure = {
    code: 'kind.no-kubeconfig',
    next: `Check that \`kind get kubeconfig --name ${name}\` works.`,
  }
  await runTool('kind', ['export', 'kubeconfig', '--name', name, '--kubeconfig', kubeconfig], {
    env,
    signal,
    failure,
  })
  await chmod(kubeconfig, 0o600)
}

function noSuchCluster(name: string, names: readonly string[]): ExpectedError {
  const close = nearest(name, names)
  return new ExpectedError({
    code: 'kind.no-such-cluster',
    message: `there is no kind cluster "${name}"`,
    next: close ? `Did you mean "${close}"?` : `There are: ${names.join(', ') || 'none'}.`,
    exitCode: 2,
  })
}
