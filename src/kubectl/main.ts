/** A small oc/kubectl for gather scripts, for machines that have none. It says so where it cannot do a thing. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { parseDuration } from '../lib/duration.js'
import { connect } from '../kube/connect.js'
import type { Connection } from '../kube/connection.js'
import { inClusterFromEnv } from '../kube/in-cluster.js'
import type { Context } from './context.js'
import { KubectlError } from './errors.js'
import type { Parsed } from './flags.js'
import { run, type Environment } from './program.js'

const { env } = process

/** `--kubeconfig`, else KUBECONFIG, else the one in the home folder; in a pod without one, its service account serves. */
function findKubeconfig({ flags }: Parsed): string | undefined {
  const named = flags.string('kubeconfig')
  if (named) return named
  const fromEnv = env['KUBECONFIG']
  if (fromEnv?.split(':').some((path) => path !== '' && existsSync(path))) return fromEnv
  const home = join(env['HOME'] ?? homedir(), '.kube', 'config')
  return existsSync(home) ? home : undefined
}

/** `--request-timeout`: `10s`, or a number of seconds; 0 is none. */
function requestTimeout({ flags }: Parsed): AbortSignal | undefined {
  const text = flags.string('request-timeout')
  if (text === undefined || text === '0') return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text)
  if (ms === undefined)
    throw new KubectlError(
      `Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)`,
    )
  return AbortSignal.timeout(ms)
}

const interrupted = new AbortController()
const connections: Connection[] = []
const timeouts: AbortSignal[] = []

function open(parsed: Parsed): Pick<Context, 'connect' | 'namespace' | 'kubeconfig' | 'signal'> {
  const kubeconfig = findKubeconfig(parsed)
  const { flags } = parsed
  let connection: Promise<Connection> | undefined
  const timeout = requestTimeout(parsed)
  if (timeout) timeouts.push(timeout)
  const dial = async () => {
    const inCluster = inClusterFromEnv(env)
    if (kubeconfig === undefined && !inCluster) {
      throw new KubectlError(
        'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
        { verbatim: true },
      )
    }
    const opened = await connect({
      kubeconfig,
      inCluster,
      context: flags.string('context'),
      as: flags.string('as'),
      asGroups: [...flags.list('as-group')],
      insecureSkipTlsVerify: flags.boolean('insecure-skip-tls-verify'),
    })
    connections.push(opened)
    return opened
  }
  const context = {
    kubeconfig,
    connect: () => (connection ??= dial()),
    namespace: async () => flags.string('namespace') ?? (await context.connect()).namespace,
    signal: timeout ? AbortSignal.any([timeout, interrupted.signal]) : interrupted.signal,
  }
  return context
}

const environment: Environment = {
  open,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: () => process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupted.signal,
  now: () => Date.now(),
  program: basename(env['ISV_KUBECTL_NAME'] ?? 'kubectl'),
  env,
}

// `oc get ... | head` closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    interrupted.abort()
    process.exitCode = code
  })
}

run(process.argv.slice(2), environment)
  .catch((error: unknown) => {
    if (interrupted.signal.aborted) return process.exitCode ?? 130
    if (timeouts.some(({ aborted }) => aborted)) {
      process.stderr.write('error: the request took longer than --request-timeout allows\n')
      return 1
    }
    process.stderr.write(
      `error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    return 1
  })
  .then((code) => {
    process.exitCode = typeof code === 'number' ? code : Number(code)
    for (const connection of connections) connection.close()
  })
  .catch(() => (process.exitCode = 1))
