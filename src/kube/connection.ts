import type { Agent, IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import pRetry from 'p-retry'
import { setTimeout as delay } from 'node:timers/promises'
import { allowManyListeners } from '../lib/many-listeners.js'
import { createAgent, tlsOptions } from './agent.js'
import { KubeApiError, toApiStatus } from './api-error.js'
import { discover, type Discovery } from './discovery.js'
import { parseWarnings, type ApiRequest, type ApiResponse } from './request.js'
import { send, StaleSocketError } from './send.js'
import type { Headers, Target } from './target.js'
import { isDropped, transportError } from './transport-error.js'

const maxSockets = 32
const retries = 4

/** An open line to one API server: pooled sockets, credentials, and what discovery said. Close it when done. */
export class Connection {
  readonly server: string
  /** The namespace of the context or of the pod; `default` where neither names one. */
  readonly namespace: string
  readonly context: string | undefined
  readonly #target: Target
  readonly #agent: Agent
  /** Watches and followed logs stay open: in the bounded pool they would starve the short requests. */
  readonly #streamAgent: Agent
  #discovery: Promise<Discovery> | undefined

  constructor(target: Target) {
    this.#target = target
    this.server = target.server
    this.namespace = target.namespace ?? 'default'
    this.context = target.context
    this.#agent = createAgent(target, maxSockets)
    this.#streamAgent = createAgent(target, Infinity)
  }

  /**
   * Sends a request and reads the whole answer: JSON as a value, anything else as text.
   * Asks again after 429 with Retry-After, and for a GET after a broken connection.
   * Throws KubeApiError for a status of 400 or more, and ExpectedError `kube.unreachable|tls|dropped|...`.
   */
  async request<T>(request: ApiRequest): Promise<ApiResponse<T>> {
    return this.#retrying(request, async () => {
      const answer = await this.#send(this.#agent, request, { 'accept-encoding': 'gzip' })
      const content = await this.#read(answer)
      const isJson = answer.headers['content-type']?.includes('json') ?? false
      return {
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body: (isJson ? JSON.parse(content) : content) as T,
        warnings: parseWarnings(answer.headers['warning']),
      }
    })
  }

  /** Sends a request and gives the answer's body as a stream, for watches and logs. Abort the signal or destroy it to end it. */
  async stream(request: ApiRequest): Promise<IncomingMessage> {
    return this.#retrying(request, () => this.#send(this.#streamAgent, request))
  }

  /** What a WebSocket to the same server needs. */
  async socketOptions(): Promise<{
    url: string
    headers: Headers
    agent: Agent
    tls: Record<string, unknown>
  }> {
    return {
      url: this.server.replace(/^http/, 'ws'),
      headers: await this.#target.authorize(),
      agent: this.#streamAgent,
      tls: tlsOptions(this.#target),
    }
  }

  /** The server's resource types; read once, and again after `forgetDiscovery`. */
  discovery(signal?: AbortSignal): Promise<Discovery> {
    this.#discovery ??= discover(this, signal).catch((error: unknown) => {
      this.#discovery = undefined
      throw error
    })
    return this.#discovery
  }

  /** To be called after CRDs came or went. */
  forgetDiscovery(): void {
    this.#discovery = undefined
  }

  /** Closes every socket, also those of watches and logs that still run. */
  close(): void {
    this.#agent.destroy()
    this.#streamAgent.destroy()
  }

  async #send(
    agent: Agent,
    request: ApiRequest,
    headers: Record<string, string> = {},
  ): Promise<IncomingMessage> {
    const answer = await send(this.#target, agent, {
      ...request,
      headers: { ...headers, ...request.headers },
    })
    const status = answer.statusCode ?? 0
    if (status < 400) return answer
    const content = await this.#read(answer)
    const after = Number(answer.headers['retry-after'])
    throw new KubeApiError(
      status,
      toApiStatus(status, content),
      { method: request.method ?? 'GET', path: request.path },
      Number.isFinite(after) ? after : undefined,
    )
  }

  async #read(answer: IncomingMessage): Promise<string> {
    if (answer.headers['content-encoding'] !== 'gzip') return text(answer)
    const plain = createGunzip()
    answer.on('error', (error) => plain.destroy(error))
    return text(answer.pipe(plain))
  }

  async #retrying<T>(request: ApiRequest, attempt: () => Promise<T>): Promise<T> {
    const { signal } = request
    allowManyListeners(signal)
    return pRetry(
      () => attempt().catch((error: unknown) => Promise.reject(asError(this.#explain(error, signal)))),
      {
        retries,
        minTimeout: 50,
        factor: 3,
        ...(signal && { signal }),
        shouldRetry: ({ error }) =>
          error instanceof KubeApiError
            ? error.status === 429 && error.retryAfter !== undefined
            : isDropped(error) &&
              (isRead(request) || (error.cause instanceof StaleSocketError && isRepeatable(request))),
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (!(error instanceof KubeApiError) || error.status !== 429 || retriesLeft === 0) return
          if (error.retryAfter !== undefined)
            await delay(error.retryAfter * 1000, undefined, signal && { signal })
        },
      },
    )
  }

  #explain(error: unknown, signal: AbortSignal | undefined): unknown {
    // Node wraps the reason of an abort in an AbortError of its own.
    return signal?.aborted ? signal.reason : transportError(error, this.server)
  }
}

function isRead({ method = 'GET' }: ApiRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Whether doing it twice is like doing it once: a create and a JSON patch are not. */
function isRepeatable({ method, contentType }: ApiRequest): boolean {
  return method !== 'POST' && contentType !== 'application/json-patch+json'
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error })
}
