import type { Readable, Writable } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { allowManyListeners } from '../lib/many-listeners.js'
import { ExpectedError } from '../model/errors.js'
import { KubeApiError, toApiStatus, type ApiStatus } from './api-error.js'
import type { Connection } from './connection.js'
import { channels, endOfStdin, exitCodeOf, stdinMessage, subprotocols } from './exec-channels.js'
import { pathWithQuery } from './request.js'
import { resourcePath, wellKnown } from './resource.js'
import { transportError } from './transport-error.js'

export interface ExecOptions {
  namespace: string
  pod: string
  container?: string | undefined
  /** Program and arguments; no shell reads them. */
  command: readonly string[]
  stdin?: Readable | undefined
  /** Written to with backpressure, never ended. Absent: dropped. */
  stdout?: Writable | undefined
  stderr?: Writable | undefined
  tty?: boolean | undefined
  signal?: AbortSignal | undefined
}

const pingMs = 15_000

/**
 * Runs a program in a container and resolves with its exit code when all of its output has been written.
 * Throws KubeApiError where the exec is refused, `kube.exec-failed` where the program could not be started,
 * `kube.exec-dropped` where the connection ended without telling the exit code, and the signal's reason on abort.
 */
export async function exec(connection: Connection, options: ExecOptions): Promise<{ exitCode: number }> {
  const { signal } = options
  signal?.throwIfAborted()
  allowManyListeners(signal)
  const socket = await dial(connection, options)
  const onAbort = () => socket.terminate()
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) onAbort()
  const stopPings = keepAlive(socket)
  try {
    const status = await converse(socket, connection, options)
    signal?.throwIfAborted()
    return { exitCode: interpret(status, options) }
  } catch (error) {
    signal?.throwIfAborted()
    throw transportError(error, connection.server)
  } finally {
    stopPings()
    signal?.removeEventListener('abort', onAbort)
    socket.terminate()
  }
}

function execPath({ namespace, pod, container, command, stdin, stdout, stderr, tty }: ExecOptions): string {
  return pathWithQuery(resourcePath(wellKnown.pods, { namespace, name: pod, subresource: 'exec' }), {
    command,
    container,
    stdin: stdin !== undefined || undefined,
    stdout: stdout !== undefined || stderr === undefined || undefined,
    stderr: (stderr !== undefined && !tty) || undefined,
    tty: tty || undefined,
  })
}

async function dial(connection: Connection, options: ExecOptions): Promise<WebSocket> {
  // Imported here, since most commands never need it.
  const [{ WebSocket }, { url, headers, agent, tls }] = await Promise.all([
    import('ws'),
    connection.socketOptions(),
  ])
  // An abort during the awaits above would find no listener.
  options.signal?.throwIfAborted()
  const path = execPath(options)
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url + path, subprotocols, {
      headers,
      agent,
      ...tls,
      perMessageDeflate: false,
      maxPayload: 0,
    })
    const onAbort = () => socket.terminate()
    options.signal?.addEventListener('abort', onAbort, { once: true })
    const settle = (then: () => void) => {
      options.signal?.removeEventListener('abort', onAbort)
      then()
    }
    socket.once('open', () => {
      // What the server sends at once must wait for the listeners that come after this promise.
      socket.pause()
      settle(() => resolve(socket))
    })
    socket.once('error', (error) =>
      settle(() =>
        reject(
          asError(options.signal?.aborted ? options.signal.reason : transportError(error, connection.server)),
        ),
      ),
    )
    socket.once('unexpected-response', (_, response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('close', () => {
        const status = response.statusCode ?? 0
        settle(() =>
          reject(
            new KubeApiError(status, toApiStatus(status, text), {
              method: 'EXEC',
              path: path.split('?')[0] ?? '',
            }),
          ),
        )
        socket.terminate()
      })
    })
  })
}

/** Pumps the streams until the server closes; resolves with the final Status. */
function converse(socket: WebSocket, connection: Connection, options: ExecOptions): Promise<ApiStatus> {
  return new Promise((resolve, reject) => {
    let status: ApiStatus | undefined
    let failure: unknown
    const stop = options.stdin
      ? pumpStdin(socket, options.stdin, (error) => socket.emit('error', error))
      : () => {}
    const sinks = { [channels.stdout]: options.stdout, [channels.stderr]: options.stderr }
    const drain = new SinkGate(socket, (error) => {
      failure ??= error
      socket.terminate()
    })
    socket.on('message', (message: RawData) => {
      const data = toBuffer(message)
      const channel = data[0] ?? -1
      if (channel === channels.error) {
        status = parseStatus(data.subarray(1).toString('utf8'))
        return
      }
      const sink = sinks[channel as 1 | 2]
      if (sink && data.length > 1) drain.write(sink, data.subarray(1))
    })
    socket.on('error', (error) => (failure ??= error))
    socket.once('close', () => {
      stop()
      drain.release()
      if (failure !== undefined) reject(asError(failure))
      else if (status) resolve(status)
      else reject(dropped(connection, options))
    })
    socket.resume()
  })
}

/** Holds the socket still while a sink is full, so that a fast container cannot fill this process's memory. */
class SinkGate {
  readonly #socket: WebSocket
  readonly #onError: (error: Error) => void
  readonly #sinks = new Set<Writable>()
  readonly #full = new Set<Writable>()

  constructor(socket: WebSocket, onError: (error: Error) => void) {
    this.#socket = socket
    this.#onError = onError
  }

  write(sink: Writable, data: Buffer): void {
    if (!this.#sinks.has(sink)) {
      this.#sinks.add(sink)
      sink.on('error', this.#onError)
    }
    if (sink.write(data) || this.#full.has(sink)) return
    this.#full.add(sink)
    this.#socket.pause()
    sink.once('drain', () => {
      this.#full.delete(sink)
      if (this.#full.size === 0) this.#socket.resume()
    })
  }

  release(): void {
    for (const sink of this.#sinks) sink.off('error', this.#onError)
  }
}

/** Sends stdin with backpressure, then its end. Returns how to stop early. */
function pumpStdin(socket: WebSocket, stdin: Readable, onError: (error: Error) => void): () => void {
  const onData = (chunk: Buffer | string) => {
    stdin.pause()
    socket.send(stdinMessage(Buffer.from(chunk as string)), (error) => {
      if (!error) stdin.resume()
    })
  }
  // v4 has no end of stdin: closing the socket instead would lose the output, so the program is left waiting.
  const onEnd = () => {
    if (socket.protocol === subprotocols[0]) socket.send(endOfStdin, () => {})
  }
  stdin.on('data', onData).once('end', onEnd).on('error', onError)
  return () => {
    stdin.off('data', onData).off('end', onEnd).off('error', onError)
    stdin.pause()
  }
}

/** Pings, and cuts a connection that has not answered two of them: else a half-open one would hang for ever. */
function keepAlive(socket: WebSocket): () => void {
  let unanswered = 0
  socket.on('pong', () => (unanswered = 0))
  socket.on('message', () => (unanswered = 0))
  const timer = setInterval(() => {
    // A paused socket reads no pongs either.
    if (socket.isPaused) return
    if (unanswered++ >= 3) socket.terminate()
    else if (socket.readyState === socket.OPEN) socket.ping()
  }, pingMs)
  timer.unref()
  return () => clearInterval(timer)
}

function interpret(status: ApiStatus, { command, pod }: ExecOptions): number {
  const exitCode = exitCodeOf(status)
  if (exitCode !== undefined) return exitCode
  throw new ExpectedError({
    code: 'kube.exec-failed',
    message: status.message ?? `"${command[0] ?? ''}" could not be run in pod ${pod}`,
    next: 'Check that the container runs and that its image has this program.',
    exitCode: 3,
  })
}

function dropped(connection: Connection, { command, pod }: ExecOptions): ExpectedError {
  return new ExpectedError({
    code: 'kube.exec-dropped',
    message: `the connection to ${connection.server} ended before "${command[0] ?? ''}" in pod ${pod} told its exit code`,
    next: 'Try again; the pod, its node or something before the API server went away.',
    exitCode: 3,
  })
}

function parseStatus(text: string): ApiStatus {
  try {
    return JSON.parse(text) as ApiStatus
  } catch {
    return { status: 'Failure', message: text }
  }
}

function toBuffer(message: RawData): Buffer {
  if (Array.isArray(message)) return Buffer.concat(message)
  return message instanceof ArrayBuffer ? Buffer.from(message) : message
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error })
}
