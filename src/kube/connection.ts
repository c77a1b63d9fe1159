import type { Agent, IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { allowManyListeners } from '../lib/many-listeners.js'
import { createAgent, tlsOptions } from './agent.js'
import { KubeApiError, toApiStatus } from './api-error.js'
import { discover, type Discovery } from './discovery.js'
import { parseWarnings, type ApiRequest, type ApiResponse } from './request.js'
import { RetryBudget, withRetries } from './retry.js'
import { send } from './send.js'
import type { Headers, Target } from './target.js'
import { transportError } from './transport-error.js'

const maxSockets = 32

/** Is told what happens on a connection. */
export interface ConnectionObserver {
  /** An answer's head has come, also one that refuses. `ms`: since the request was sent. */
  answered?(request: ApiRequest, answer: IncomingMessage, ms: number): void
  /** The server asked to wait before the request is sent again. */
  throttled?(request: ApiRequest, seconds: number): void
}

/** What the views of one connection share. */
interface Line {
  agent: Agent
  /** Watches and followed logs stay open: in the bounded pool they would starve the short requests. */
  streamAgent: Agent
  budget: RetryBudget
  discovery?: Promise<Discovery> | undefined
}

/** An open line to one API server: pooled sockets, credentials, and what discovery said. Close it when done. */
export class Connection {
  readonly server: string
  /** The namespace of the context or of the pod; `default` where neither names one. */
  readonly namespace: string
  readonly context: string | undefined
  readonly #target: Target
  readonly #line: Line
  readonly #observer: ConnectionObserver

  constructor(target: Target, line?: Line, observer: ConnectionObserver = {}) {
    this.#target = target
    this.server = target.server
    this.namespace = target.namespace ?? 'default'
    this.context = target.context
    this.#observer = observer
    this.#line = line ?? {
      agent: createAgent(target, maxSockets),
      streamAgent: createAgent(target, Infinity),
      budget: new RetryBudget(),
    }
  }

  /** The same connection, whose requests are told to the observer. Closing either closes both. */
  observedBy(observer: ConnectionObserver): Connection {
    return new Connection(this.#target, this.#line, observer)
  }

  /**
   * Sends a request and reads the whole answer: JSON as a value, anything else as text.
   * Asks again after 429 and 503 with Retry-After, and for a GET after a broken connection, within a budget of retries.
   * Throws KubeApiError for a status of 400 or more, and ExpectedError `kube.unreachable|tls|dropped|...`.
   */
  async request<T>(asked: ApiRequest): Promise<ApiResponse<T>> {
    const request = this.#limited(asked)
    return this.#retrying(request, async () => {
      const answer = await this.#send(this.#line.agent, request, { 'accept-encoding': 'gzip' })
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
  async stream(asked: ApiRequest): Promise<IncomingMessage> {
    const request = this.#limited(asked)
    return this.#retrying(request, () => this.#send(this.#line.streamAgent, request))
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
      agent: this.#line.streamAgent,
      tls: tlsOptions(this.#target),
    }
  }

  /** The server's resource types; read once, and again after `forgetDiscovery`. */
  discovery(signal?: AbortSignal): Promise<Discovery> {
    this.#line.discovery ??= discover(this, signal).catch((error: unknown) => {
      this.#line.discovery = undefined
      throw error
    })
    return this.#line.discovery
  }

  /** To be called after CRDs came or went. */
  forgetDiscovery(): void {
    this.#line.discovery = undefined
  }

  /** Closes every socket, also those of watches and logs that still run. */
  close(): void {
    this.#line.agent.destroy()
    this.#line.streamAgent.destroy()
  }

  async #send(
    agent: Agent,
    request: ApiRequest,
    headers: Record<string, string> = {},
  ): Promise<IncomingMessage> {
    const started = performance.now()
    const answer = await send(this.#target, agent, {
      ...request,
      headers: { ...headers, ...request.headers },
    })
    this.#observer.answered?.(request, answer, performance.now() - started)
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
    return withRetries(
      request,
      () => attempt().catch((error: unknown) => Promise.reject(asError(this.#explain(error, signal)))),
      {
        budget: this.#line.budget,
        onThrottled: (seconds) => this.#observer.throttled?.(request, seconds),
      },
    )
  }

  #limited(request: ApiRequest): ApiRequest {
    const { requestTimeoutMs } = this.#target
    if (requestTimeoutMs === undefined) return request
    const timeout = AbortSignal.timeout(requestTimeoutMs)
    return { ...request, signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout }
  }

  #explain(error: unknown, signal: AbortSignal | undefined): unknown {
    // Node wraps the reason of an abort in an AbortError of its own.
    return signal?.aborted ? signal.reason : transportError(error, this.server)
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error })
}
