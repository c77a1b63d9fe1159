import {
  hasCondition,
  waitFor,
  waitForCondition,
  type ApiResource,
  type Connection,
  type WaitTarget,
} from '../kube/index.js'
import { deadline, until } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { ExpectedError } from '../model/errors.js'
import type { ResolvedReady } from '../model/isv-config.js'

export interface ReadyResult {
  /** `Deployment ns/name: Available` */
  what: string
  ready: boolean
  /** Why it did not come, in lines. */
  why?: string
}

export interface WaitReadyOptions {
  connection: Connection
  ready: readonly ResolvedReady[]
  /** Of those that name none. */
  namespace: string
  signal: AbortSignal
  /** Takes secrets out of the last lines of logs. */
  redact?: ((text: string) => string) | undefined
}

/**
 * Waits for all at once, each with its own deadline. What does not come is a result with its reasons; throws the
 * signal's reason on abort, and ExpectedError where the API fails.
 */
export async function waitReady(options: WaitReadyOptions): Promise<ReadyResult[]> {
  return Promise.all(options.ready.map((row) => waitForOne(row, options)))
}

async function waitForOne(row: ResolvedReady, options: WaitReadyOptions): Promise<ReadyResult> {
  const { connection, signal, redact = (text) => text } = options
  const limit = deadline(row.timeoutMs, signal)
  let what = describe(row, options.namespace)
  try {
    const resource = await resourceFor(row, connection, limit.signal)
    const namespace = resource.namespaced ? (row.namespace ?? options.namespace) : undefined
    what = describe(row, namespace)
    const target = { resource, namespace, name: row.name }
    const wait = { timeoutMs: row.timeoutMs, signal }
    if (row.condition !== undefined) await conditionThatHolds(connection, target, row.condition, wait)
    else await waitFor(connection, target, (object) => object !== undefined, { ...wait, what })
    return { what, ready: true }
  } catch (error) {
    signal.throwIfAborted()
    if (limit.expired() && !(error instanceof ExpectedError))
      return { what, ready: false, why: noSuchKind(row) }
    if (!(error instanceof ExpectedError) || error.code !== 'kube.wait-timeout') throw error
    return { what, ready: false, why: redact(shorten(error.message)) }
  } finally {
    limit.clear()
  }
}

/** A container that crashes at once is ready for a moment, and its Deployment available. */
const holdMs = 500
const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet'])

async function conditionThatHolds(
  connection: Connection,
  target: WaitTarget,
  condition: string,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<void> {
  const end = Date.now() + timeoutMs
  do {
    await waitForCondition(connection, target, condition, {
      timeoutMs: Math.max(end - Date.now(), 1),
      signal,
    })
  } while (workloads.has(target.resource.kind) && (await isLost(connection, target, condition, signal)))
}

async function isLost(
  connection: Connection,
  target: WaitTarget,
  condition: string,
  signal: AbortSignal,
): Promise<boolean> {
  const lost = { timeoutMs: holdMs, signal, what: `${condition} to be lost` }
  try {
    await waitFor(connection, target, (object) => !hasCondition(object, condition), lost)
    return true
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'kube.wait-timeout') return false
    throw error
  }
}

/** The type, as soon as the server has it: an operator may bring its CRDs itself. */
async function resourceFor(
  row: ResolvedReady,
  connection: Connection,
  signal: AbortSignal,
): Promise<ApiResource> {
  return until(
    async () => {
      connection.forgetDiscovery()
      const { resources } = await connection.discovery(signal)
      return row.apiVersion === undefined
        ? resources.resolve(row.kind)
        : resources.ofKind(row.apiVersion, row.kind)
    },
    signal,
    500,
  )
}

function describe({ kind, name, condition }: ResolvedReady, namespace: string | undefined): string {
  const place = namespace === undefined ? name : `${namespace}/${name}`
  return `${kind} ${place}: ${condition ?? 'exists'}`
}

function noSuchKind({ kind, apiVersion, timeoutMs }: ResolvedReady): string {
  const type = apiVersion === undefined ? kind : `${kind} in ${apiVersion}`
  return `the cluster did not come to have the kind ${type} within ${formatDuration(timeoutMs)}`
}

const keptLogLines = 3

/** Without the first line, which only says what was waited for, and with the end of each log alone. */
function shorten(message: string): string {
  const lines = message.split('\n').slice(1)
  const isLog = (line: string | undefined) => line?.startsWith('    ') ?? false
  const kept = lines.filter(
    (line, index) =>
      !isLog(line) || lines.slice(index, index + keptLogLines + 1).filter(isLog).length <= keptLogLines,
  )
  return kept.map((line) => line.slice(2)).join('\n')
}
