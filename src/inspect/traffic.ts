import type { IncomingMessage } from 'node:http'
import type { ConnectionObserver } from '../kube/connection.js'
import type { ApiRequest } from '../kube/request.js'
import type { Logger } from '../model/logger.js'
import type { Throttle } from './throttle.js'

/** Counts what goes over the line, and slows down where the server asks for it. */
export class Traffic implements ConnectionObserver {
  requests = 0
  pauses = 0
  readonly #throttle: Throttle
  readonly #logger: Logger
  readonly #levels = new Set<string>()

  constructor(throttle: Throttle, logger: Logger) {
    this.#throttle = throttle
    this.#logger = logger
  }

  answered(request: ApiRequest, answer: IncomingMessage, ms: number): void {
    this.requests++
    this.#logger.debug(
      `${request.method ?? 'GET'} ${request.path} ${answer.statusCode} in ${Math.round(ms)} ms`,
    )
    this.#noteLevel(answer)
  }

  throttled(request: ApiRequest, seconds: number): void {
    this.pauses++
    this.#throttle.slowDown()
    this.#logger.debug(
      `the server asks to wait before ${request.path}: ${seconds.toFixed(1)} s; ${this.#throttle.limit} requests at a time from now on`,
    )
  }

  /** Which of the server's queues the requests stand in: what to look at where they are slow. */
  #noteLevel({ headers }: IncomingMessage): void {
    const level = String(headers['x-kubernetes-pf-prioritylevel-uid'] ?? '')
    const schema = String(headers['x-kubernetes-pf-flowschema-uid'] ?? '')
    const both = `${level}/${schema}`
    if (level === '' || this.#levels.has(both)) return
    this.#levels.add(both)
    this.#logger.debug(`priority and fairness: priority level ${level}, flow schema ${schema}`)
  }
}
