import type { IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { KubeObject } from '../model/kubernetes.js'
import { isForbidden, isStarting, KubeApiError } from './api-error.js'
import type { Connection } from './connection.js'
import { lines } from './lines.js'
import { findObject } from './objects.js'
import { resourcePath, wellKnown } from './resource.js'

export interface LogPlace {
  namespace: string
  pod: string
  container?: string | undefined
}

export interface LogOptions extends LogPlace {
  follow?: boolean | undefined
  /** The container's run before this one. */
  previous?: boolean | undefined
  sinceSeconds?: number | undefined
  /** RFC 3339. */
  sinceTime?: string | undefined
  tailLines?: number | undefined
  limitBytes?: number | undefined
  timestamps?: boolean | undefined
  /** Reads the log even where the kubelet's own certificate is not trusted. */
  insecureSkipTlsVerifyBackend?: boolean | undefined
  signal?: AbortSignal | undefined
}

/** A container's log as bytes. Throws KubeApiError, with 400 where the container has not started or has no previous run. */
export async function podLog(connection: Connection, options: LogOptions): Promise<IncomingMessage> {
  return connection.stream({
    path: resourcePath(wellKnown.pods, {
      namespace: options.namespace,
      name: options.pod,
      subresource: 'log',
    }),
    query: {
      container: options.container,
      follow: options.follow || undefined,
      previous: options.previous || undefined,
      sinceSeconds: options.sinceSeconds,
      sinceTime: options.sinceTime,
      tailLines: options.tailLines,
      limitBytes: options.limitBytes,
      timestamps: options.timestamps || undefined,
      insecureSkipTLSVerifyBackend: options.insecureSkipTlsVerifyBackend || undefined,
    },
    accept: 'text/plain, application/json, */*',
    signal: options.signal,
  })
}

/** Pause before a log is asked for again that gave nothing new. */
const retryMs = 500
/** As many pauses as a server may take to know its users again. */
const mostRefusals = 60

export interface LogLine {
  /** RFC 3339 with nanoseconds, as the container runtime wrote it. */
  time: string
  text: string
}

/**
 * The lines of a container's log until the container ends, over as many connections as it takes: after a drop it
 * goes on from the last line, none twice. Aborting the signal ends it without an error.
 */
export async function* followLog(
  connection: Connection,
  options: LogOptions & { signal: AbortSignal },
): AsyncGenerator<LogLine> {
  const { signal } = options
  const position = new LogPosition()
  let run: ContainerRun | undefined
  let refusals = 0
  while (!signal.aborted) {
    const before = position.count
    try {
      run ??= await containerRun(connection, options)
      yield* readFrom(connection, options, position)
      // The server also closes cleanly when it or the kubelet restarts: only the container's state says that this was the end.
      const now = await containerRun(connection, options)
      if (!run.running || now.id !== run.id || (!now.running && position.count === before)) return
      run = now
    } catch (error) {
      if (signal.aborted) return
      // A server that has only just started refuses what it has allowed before.
      const mayPass = isForbidden(error) && run !== undefined && refusals++ < mostRefusals
      if (!isBroken(error) && !mayPass) throw error
    }
    if (position.count === before) await delay(retryMs, undefined, { signal }).catch(() => {})
  }
}

async function* readFrom(
  connection: Connection,
  options: LogOptions,
  position: LogPosition,
): AsyncGenerator<LogLine> {
  const resumed =
    position.last === ''
      ? options
      : { ...options, sinceSeconds: undefined, tailLines: undefined, sinceTime: position.last }
  const stream = await podLog(connection, { ...resumed, follow: true, timestamps: true })
  const admit = position.resume()
  try {
    for await (const raw of lines(stream)) {
      const line = splitTimestamp(raw)
      if (admit(line)) yield line
    }
  } finally {
    stream.destroy()
  }
}

/** Where reading stopped: the time of the last line, and how many lines carry just that time. */
class LogPosition {
  last = ''
  count = 0
  #atLast = 0

  /** A filter for a stream that starts again at `last`: drops what was seen. */
  resume(): (line: LogLine) => boolean {
    let skip = this.#atLast
    const from = this.last
    return ({ time }) => {
      // Words of the kubelet itself, which has no place in the order.
      if (time === '') return true
      if (from !== '' && time < from) return false
      if (from !== '' && time === from && skip > 0) {
        skip--
        return false
      }
      this.#atLast = time === this.last ? this.#atLast + 1 : 1
      this.last = time
      this.count++
      return true
    }
  }
}

/** Splits `2026-11-21T00:53:49.123456789Z text`. A line without a time keeps its text whole. */
export function splitTimestamp(line: string): LogLine {
  const space = line.indexOf(' ')
  const head = space < 0 ? line : line.slice(0, space)
  return /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(head)
    ? { time: head, text: space < 0 ? '' : line.slice(space + 1) }
    : { time: '', text: line }
}

/** One run of a container: a restart has another id. */
interface ContainerRun {
  running: boolean
  id: string
}

interface RawContainerStatus {
  name: string
  containerID?: string
  state?: { running?: object }
}

async function containerRun(
  connection: Connection,
  { namespace, pod, container, signal }: LogOptions,
): Promise<ContainerRun> {
  const found = await findObject(connection, wellKnown.pods, { namespace, name: pod }, signal)
  const status = containerStatuses(found).find(({ name }) => container === undefined || name === container)
  return { running: status?.state?.running !== undefined, id: status?.containerID ?? '' }
}

function containerStatuses(pod: KubeObject | undefined): RawContainerStatus[] {
  const status = (pod?.status ?? {}) as Record<string, RawContainerStatus[] | undefined>
  return [
    ...(status['containerStatuses'] ?? []),
    ...(status['initContainerStatuses'] ?? []),
    ...(status['ephemeralContainerStatuses'] ?? []),
  ]
}

function isBroken(error: unknown): boolean {
  if (error instanceof KubeApiError) return error.status === 503 || isStarting(error)
  const code = (error as { code?: string }).code ?? ''
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'kube.dropped', 'kube.unreachable'].includes(
    code,
  )
}
