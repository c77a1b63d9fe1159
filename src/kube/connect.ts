import { ExpectedError } from '../model/errors.js'
import { Connection } from './connection.js'
import { inClusterTarget, type InCluster } from './in-cluster.js'
import { plainTarget, readKubeconfig, selectContext, type Selection } from './kubeconfig.js'
import type { Headers, Target } from './target.js'

/** What the flags of kubectl say instead of the kubeconfig. */
export interface KubeconfigOverrides {
  context?: string | undefined
  /** A cluster or a user of the kubeconfig, instead of the context's. */
  cluster?: string | undefined
  user?: string | undefined
  server?: string | undefined
  token?: string | undefined
  certificateAuthority?: string | undefined
  clientCertificate?: string | undefined
  clientKey?: string | undefined
  tlsServerName?: string | undefined
  insecureSkipTlsVerify?: boolean | undefined
  /** Act as this user; the real one needs the right to impersonate. */
  as?: string | undefined
  asUid?: string | undefined
  asGroups?: string[] | undefined
  /** `key=value`, the same key several times where it has several values. */
  asUserExtra?: string[] | undefined
}

export interface ConnectOptions extends KubeconfigOverrides {
  /** A path, or several with `:` between them. */
  kubeconfig?: string | undefined
  /** Deadline of each request, its answer included; default: none. */
  requestTimeoutMs?: number | undefined
  /** Used where there is no kubeconfig. */
  inCluster?: InCluster | undefined
}

/**
 * Reads the credentials and makes a connection; nothing is sent before the first request.
 * Throws `kube.no-kubeconfig`, `kube.bad-kubeconfig`, `kube.unknown-context`, `kube.no-service-account`, `kube.auth-plugin`.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  return new Connection(withOverrides(await findTarget(options), options))
}

async function findTarget(options: ConnectOptions): Promise<Target> {
  const { kubeconfig, server, inCluster } = options
  if (kubeconfig !== undefined || server !== undefined) {
    const selection = overridden(await select(options), options)
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

async function select({ kubeconfig, context, server, ...names }: ConnectOptions): Promise<Selection> {
  if (kubeconfig !== undefined)
    return selectContext(await readKubeconfig(kubeconfig), context, kubeconfig, names)
  return { context: '', cluster: { server: server ?? '' }, user: {}, namespace: undefined }
}

/** Flags win over the file; a credential among them replaces all of the file's. */
function overridden({ cluster, user, ...rest }: Selection, options: ConnectOptions): Selection {
  const { server, token, certificateAuthority, clientCertificate, clientKey, tlsServerName } = options
  const credentials = token !== undefined || clientCertificate !== undefined
  return {
    ...rest,
    cluster: {
      ...cluster,
      ...(server !== undefined && { server }),
      ...(tlsServerName !== undefined && { 'tls-server-name': tlsServerName }),
      ...(certificateAuthority !== undefined && {
        'certificate-authority': certificateAuthority,
        'certificate-authority-data': '',
        'insecure-skip-tls-verify': false,
      }),
    },
    user: credentials
      ? {
          ...(token !== undefined && { token }),
          ...(clientCertificate !== undefined && { 'client-certificate': clientCertificate }),
          ...(clientKey !== undefined && { 'client-key': clientKey }),
        }
      : user,
  }
}

function withOverrides(target: Target, options: ConnectOptions): Target {
  const impersonation: Headers = {
    ...(options.as !== undefined && { 'impersonate-user': options.as }),
    ...(options.asUid !== undefined && { 'impersonate-uid': options.asUid }),
    ...(options.asGroups?.length && { 'impersonate-group': options.asGroups }),
    ...extraHeaders(options.asUserExtra ?? []),
  }
  return {
    ...target,
    tls: options.insecureSkipTlsVerify
      ? { ...target.tls, ca: undefined, rejectUnauthorized: false }
      : target.tls,
    authorize: async () => ({ ...(await target.authorize()), ...impersonation }),
    requestTimeoutMs: options.requestTimeoutMs || undefined,
  }
}

function extraHeaders(extras: readonly string[]): Headers {
  const headers: Record<string, string[]> = {}
  for (const extra of extras) {
    const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(extra) ?? []
    const name = `impersonate-extra-${encodeURIComponent(key)}`
    headers[name] = [...(headers[name] ?? []), value]
  }
  return headers
}
