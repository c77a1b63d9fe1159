import { PassThrough, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { RawData, WebSocket } from 'ws'
import { ApiError, badRequest, internalError } from '../store/api-error.js'
import type { ExecRequest } from '../node/types.js'
import { containerOf } from './logs.js'
import { existing } from './read.js'
import { flag, type ResourceRequest, type ServerContext } from './request.js'

/** Runs a command in a container over a WebSocket: one byte of channel, then data, in both directions. */

/** The subprotocols there are, the best first; v5 adds closing a channel. */
export const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const

const channel = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

export interface ExecPlan {
  namespace: string
  pod: string
  container: string
  command: string[]
  stdin: boolean
  stdout: boolean
  stderr: boolean
  tty: boolean
}

/** What an exec request asks for; throws the `ApiError` of one that cannot be. */
export function planExec(context: ServerContext, request: ResourceRequest): ExecPlan {
  const pod = existing(context, request)
  const { query } = request.http
  const plan: ExecPlan = {
    namespace: request.namespace ?? '',
    pod: pod.metadata.name,
    container: containerOf(pod, query.get('container') ?? ''),
    command: query.getAll('command'),
    stdin: flag(query, 'stdin'),
    stdout: flag(query, 'stdout'),
    stderr: flag(query, 'stderr') && !flag(query, 'tty'),
    tty: flag(query, 'tty'),
  }
  if (plan.command.length === 0) throw badRequest('you must specify at least 1 command for the container')
  if (!plan.stdin && !plan.stdout && !plan.stderr)
    throw badRequest('you must specify at least 1 of stdin, stdout, stderr')
  return plan
}

/** Runs the plan over an open socket, tells its end on the error channel and closes the socket. */
export async function serveExec(
  context: ServerContext,
  plan: ExecPlan,
  socket: WebSocket,
  signal: AbortSignal,
): Promise<void> {
  const gone = new AbortController()
  const stdin = plan.stdin ? new PassThrough() : undefined
  socket.on('close', () => gone.abort(new Error('the client closed the connection')))
  socket.on('error', (error) => gone.abort(error))
  socket.on('message', (data) => receive(socket, stdin, toBuffer(data)))
  const stdout = plan.stdout ? sender(socket, channel.stdout) : undefined
  const stderr = plan.stderr ? sender(socket, channel.stderr) : undefined
  const request: ExecRequest = {
    namespace: plan.namespace,
    pod: plan.pod,
    container: plan.container,
    command: plan.command,
    stdin,
    stdout,
    stderr,
    tty: plan.tty,
    signal: AbortSignal.any([gone.signal, signal]),
  }
  // A real kubelet opens with an empty frame on stdout.
  if (plan.stdout) socket.send(Buffer.from([channel.stdout]))
  const outcome = await context.runtime().exec(request).then(exitStatus, failureStatus)
  stdin?.destroy()
  await Promise.all([flushed(stdout), flushed(stderr)])
  // A paused socket would never see the client's side of the closing.
  socket.resume()
  if (socket.readyState !== socket.OPEN) return
  socket.send(Buffer.concat([Buffer.from([channel.error]), Buffer.from(JSON.stringify(outcome))]))
  socket.close(1000)
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}

function receive(socket: WebSocket, stdin: PassThrough | undefined, data: Buffer): void {
  if (!stdin || stdin.destroyed || stdin.writableEnded) return
  if (data[0] === channel.close && data[1] === channel.stdin) {
    stdin.end()
    // A stream that is ending tells no more that it has drained.
    socket.resume()
  } else if (
    data[0] === channel.stdin &&
    data.length > 1 &&
    !stdin.write(data.subarray(1)) &&
    !socket.isPaused
  ) {
    // The process reads slower than the client sends.
    socket.pause()
    stdin.once('drain', () => socket.resume())
  }
}

function sender(socket: WebSocket, number: number): Writable {
  const head = Buffer.from([number])
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (socket.readyState !== socket.OPEN) done()
      else socket.send(Buffer.concat([head, chunk]), (error) => done(error ?? null))
    },
  })
}

/** What a command has written is sent before how it ended. */
async function flushed(stream: Writable | undefined): Promise<void> {
  if (!stream || stream.destroyed) return
  if (!stream.writableEnded) stream.end()
  await finished(stream).catch(() => {})
}

function exitStatus(code: number): object {
  if (code === 0) return { metadata: {}, status: 'Success' }
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: command terminated with exit code ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  }
}

function failureStatus(error: unknown): object {
  const known =
    error instanceof ApiError
      ? error
      : internalError(error instanceof Error ? error.message : String(error), error)
  return known.toStatus()
}
