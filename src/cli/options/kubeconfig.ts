import { InvalidArgumentError, type Command } from 'commander'
import { parseDuration } from '../../lib/duration.js'
import type { ConnectOptions } from '../../kube/connect.js'
import { inClusterFromEnv } from '../../kube/in-cluster.js'
import { kubeconfigOf } from '../default-kubeconfig.js'

/** The flags with which kubectl and oc choose a cluster and a user. */
export interface KubeconfigFlags {
  kubeconfig?: string
  context?: string
  cluster?: string
  user?: string
  server?: string
  token?: string
  certificateAuthority?: string
  clientCertificate?: string
  clientKey?: string
  tlsServerName?: string
  insecureSkipTlsVerify?: boolean
  as?: string
  asUid?: string
  asGroup: string[]
  asUserExtra: string[]
  requestTimeout?: number
}

const collect = (value: string, previous: string[]) => [...previous, value]

/** Adds them to a command. */
export function addKubeconfigFlags(command: Command): Command {
  return command
    .option(
      '--kubeconfig <file>',
      'kubeconfig; default: KUBECONFIG, else ~/.kube/config, else that of the pod',
    )
    .option('--context <name>', 'a context of it')
    .option('--cluster <name>', 'a cluster of it')
    .option('--user <name>', 'a user of it')
    .option('-s, --server <url>', 'address of the API server')
    .option('--token <token>', 'bearer token')
    .option('--certificate-authority <file>', 'certificate of the authority that signed the server’s')
    .option('--client-certificate <file>', 'certificate of the user')
    .option('--client-key <file>', 'its key')
    .option('--tls-server-name <name>', 'name that the server’s certificate has')
    .option('--insecure-skip-tls-verify', 'do not check the server’s certificate')
    .option('--as <user>', 'act as this user')
    .option('--as-uid <uid>', 'act as the user with this uid')
    .option('--as-group <group>', 'act as a member of this group; may be repeated', collect, [])
    .option('--as-user-extra <key=value>', 'act with this extra; may be repeated', collect, [])
    .option('--request-timeout <duration>', 'deadline of each request, as in 30s; 0 is none', requestTimeout)
}

/** What they come to, with the environment: how to connect. */
export function connectOptions(
  flags: KubeconfigFlags,
  env: Record<string, string | undefined>,
): ConnectOptions {
  const { asGroup, requestTimeout: requestTimeoutMs, ...same } = flags
  return {
    ...same,
    asGroups: asGroup,
    requestTimeoutMs,
    kubeconfig: kubeconfigOf(flags.kubeconfig, env),
    inCluster: inClusterFromEnv(env),
  }
}

/** Milliseconds; a bare number is of seconds, as kubectl reads it. */
function requestTimeout(text: string): number {
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text)
  if (ms === undefined) throw new InvalidArgumentError('Give seconds or a duration such as 30s or 2m.')
  return ms
}
