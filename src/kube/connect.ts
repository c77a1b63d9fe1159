import { ExpectedError } from '../model/errors.js'
import { Connection } from './connection.js'
import { inClusterTarget, type InCluster } from './in-cluster.js'
import { plainTarget, readKubeconfig, selectContext } from './kubeconfig.js'
import type { Headers, Target } from './target.js'

export interface ConnectOptions {
  /** A path, or several with `:` between them. */
  kubeconfig?: string | undefined
  context?: string | undefined
  /** Used where there is no kubeconfig. */
  inCluster?: InCluster | undefined
  /** Act as this user; the real one needs the right to impersonate. */
  as?: string | undefined
  asGroups?: string[] | undefined
  insecureSkipTlsVerify?: boolean | undefined
}

/**
 * Reads the credentials and makes a connection; nothing is sent before the first request.
 * Throws `kube.no-kubeconfig`, `kube.bad-kubeconfig`, `kube.unknown-context`, `kube.no-service-account`, `kube.auth-plugin`.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  return new Connection(withOverrides(await findTarget(options), options))
}

async function findTarget({ kubeconfig, context, inCluster }: ConnectOptions): Promise<Target> {
  if (kubeconfig !== undefined) {
    const selection = selectContext(await readKubeconfig(kubeconfig), context, kubeconfig)
    if (selection.user.exec === undefined && selection.user['auth-provider'] === undefined)
      return plainTarget(selection)
    // Loaded only here: client-node costs more to import than everything else of a short command.
    const { pluginTarget } = await import('./plugin-target.js')
    return pluginTarget(selection)
  }
  if (inCluster) return inClusterTarget(inCluster)
  throw new ExpectedError({
    code: 'kube.no-kubeconfig',
    message: 'there is no kubeconfig, and this is no pod',
    next: 'Name one with --kubeconfig or the KUBECONFIG variable.',
    exitCode: 3,
  })
}

function withOverrides(target: Target, options: ConnectOptions): Target {
  const impersonation: Headers = {
    ...(options.as !== undefined && { 'impersonate-user': options.as }),
    ...(options.asGroups?.length && { 'impersonate-group': options.asGroups }),
  }
  return {
    ...target,
    tls: options.insecureSkipTlsVerify
      ? { ...target.tls, ca: undefined, rejectUnauthorized: false }
      : target.tls,
    authorize: async () => ({ ...(await target.authorize()), ...impersonation }),
  }
}
