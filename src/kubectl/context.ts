import type { Readable, Writable } from 'node:stream'
import type { Connection } from '../kube/connection.js'
import type { FlagSpec, Parsed } from './flags.js'

/** What a command works with. */
export interface Context extends Parsed {
  /** Opens the connection, once. */
  connect(): Promise<Connection>
  /** `--namespace`, else the context's, else the pod's, else `default`. */
  namespace(): Promise<string>
  out(text: string): void
  err(text: string): void
  /** A function, since touching it costs time that most commands need not spend. */
  stdin(): Readable
  stdout: Writable
  stderr: Writable
  signal: AbortSignal
  /** Milliseconds since the epoch. */
  now(): number
  /** The name under which the program was called: `oc` or `kubectl`. */
  program: string
  /** Where the kubeconfig is, if there is one. */
  kubeconfig: string | undefined
  env: Readonly<Record<string, string | undefined>>
}

/** One command: `get`, or `adm inspect`. */
export interface Command {
  flags: readonly FlagSpec[]
  /** Everything after this many arguments belongs to another program. */
  stopAfter?: number
  /** Resolves with the exit code. Throws KubectlError, KubeApiError, ExpectedError. */
  run(context: Context): Promise<number>
}

const string = (name: string, short?: string): FlagSpec => ({ name, type: 'string', ...(short && { short }) })
const boolean = (name: string, short?: string): FlagSpec => ({
  name,
  type: 'boolean',
  ...(short && { short }),
})

/** Flags that every command takes. */
export const globalFlags: readonly FlagSpec[] = [
  string('namespace', 'n'),
  string('kubeconfig'),
  string('context'),
  string('request-timeout'),
  string('as'),
  { name: 'as-group', type: 'list' },
  string('v', 'v'),
  string('loglevel'),
  boolean('insecure-skip-tls-verify'),
  boolean('help', 'h'),
  boolean('warnings-as-errors'),
  string('cache-dir'),
]

/** Flags that several commands share. */
export const shared = {
  output: string('output', 'o'),
  selector: string('selector', 'l'),
  fieldSelector: string('field-selector'),
  allNamespaces: boolean('all-namespaces', 'A'),
  filename: { name: 'filename', short: 'f', type: 'list' },
  recursive: boolean('recursive', 'R'),
  dryRun: { name: 'dry-run', type: 'string', bare: 'unchanged' },
  all: boolean('all'),
  container: string('container', 'c'),
  timeout: string('timeout'),
  fieldManager: string('field-manager'),
  ignoreNotFound: boolean('ignore-not-found'),
  template: string('template'),
  showManagedFields: boolean('show-managed-fields'),
  podRunningTimeout: string('pod-running-timeout'),
} as const satisfies Record<string, FlagSpec>

export { boolean as booleanFlag, string as stringFlag }
