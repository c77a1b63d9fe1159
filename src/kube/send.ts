import { request as httpRequest, type Agent, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pathWithQuery, type ApiRequest } from './request.js'
import type { Target } from './target.js'

const userAgent = 'isv-must-gather'

/** How long connecting may take before the address counts as unreachable. */
const connectTimeoutMs = 10_000

/** Sends one request and resolves with the answer's head; its body is still to be read. Rejects with Node's own errors. */
export async function send(target: Target, agent: Agent, request: ApiRequest): Promise<IncomingMessage> {
  request.signal?.throwIfAborted()
  const url = new URL(target.server + pathWithQuery(request.path, request.query))
  const payload = encode(request.body)
  const headers = {
    'user-agent': userAgent,
    accept: request.accept ?? 'application/json',
    ...(payload !== undefined && {
      'content-type': request.contentType ?? 'application/json',
      'content-length': String(Buffer.byteLength(payload)),
    }),
    ...(await target.authorize()),
    ...request.headers,
  }
  const start = url.protocol === 'http:' ? httpRequest : httpsRequest
  return new Promise((resolve, reject) => {
    const outgoing = start(url, {
      agent,
      method: request.method ?? 'GET',
      headers,
      ...(request.signal && { signal: request.signal }),
    })
    outgoing.on('response', resolve)
    outgoing.on('error', (error) => {
      const retry = (error as NodeJS.ErrnoException).code === 'ECONNRESET' && outgoing.reusedSocket
      reject(retry ? new StaleSocketError(error) : error)
    })
    outgoing.on('socket', (socket) => {
      if (!socket.connecting) return
      const timer = setTimeout(() => socket.destroy(timeoutError()), connectTimeoutMs)
      const clear = () => clearTimeout(timer)
      socket.once('connect', clear).once('close', clear)
    })
    outgoing.end(payload)
  })
}

/** A kept-alive connection that the server had most likely closed before it read this request. */
export class StaleSocketError extends Error {
  readonly code = 'ECONNRESET'
  constructor(cause: Error) {
    super('the kept-alive connection was closed by the server', { cause })
  }
}

function timeoutError(): Error {
  return Object.assign(new Error(`no connection within ${connectTimeoutMs} ms`), { code: 'ETIMEDOUT' })
}

function encode(body: unknown): string | Uint8Array | undefined {
  if (body === undefined) return undefined
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
}
