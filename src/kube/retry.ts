import { setTimeout as delay } from 'node:timers/promises'
import { isStarting, KubeApiError } from './api-error.js'
import type { ApiRequest } from './request.js'
import { StaleSocketError } from './send.js'
import { isDropped } from './transport-error.js'

/** A server in trouble is asked again a few times at once, and then for a share of all requests: not harder than a calm one. */
const freeRetries = 100
const retryShare = 0.2

/** How often a server that refuses is asked for the same again: about a minute in all. */
const throttledAttempts = 10
const droppedAttempts = 5
const longestPauseMs = 10_000

/** Bounds how many requests of a connection are sent again, all of them together. */
export class RetryBudget {
  #requests = 0
  #retries = 0

  /** To be called for each request, once. */
  begin(): void {
    this.#requests++
  }

  /** Takes one retry out of the budget, where there is one left. */
  spend(): boolean {
    if (this.#retries >= freeRetries + this.#requests * retryShare) return false
    this.#retries++
    return true
  }
}

export interface RetryOptions {
  budget: RetryBudget
  /** Called before a pause that the server asked for. */
  onThrottled?: ((seconds: number) => void) | undefined
}

/** Does it again after 429 and 503 with Retry-After, and after a broken connection where that does no harm. Throws the last error. */
export async function withRetries<T>(
  request: ApiRequest,
  attempt: () => Promise<T>,
  { budget, onThrottled }: RetryOptions,
): Promise<T> {
  budget.begin()
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt()
    } catch (error) {
      const pause = pauseBefore(error, request, attempts)
      if (pause === undefined || !budget.spend()) throw error
      if (error instanceof KubeApiError) onThrottled?.(pause / 1000)
      await delay(pause, undefined, request.signal && { signal: request.signal }).catch(() => {
        throw request.signal?.reason
      })
    }
  }
}

/** Milliseconds to wait before the next attempt; `undefined` where there is to be none. */
function pauseBefore(error: unknown, request: ApiRequest, attempts: number): number | undefined {
  // What was refused was not done: any request may come again.
  if (isStarting(error)) return attempts < throttledAttempts ? 100 * 2 ** Math.min(attempts, 5) : undefined
  if (error instanceof KubeApiError) {
    if (attempts >= throttledAttempts || error.retryAfter === undefined || !mayComeBack(error, request))
      return undefined
    // Those who were refused together are not to come back together.
    const growing = Math.min(longestPauseMs, 50 * 2 ** attempts) * (0.5 + Math.random())
    return error.retryAfter * 1000 + growing
  }
  const again = isRead(request) || (isStale(error) && isRepeatable(request))
  return isDropped(error) && again && attempts < droppedAttempts ? 50 * 3 ** (attempts - 1) : undefined
}

function mayComeBack({ status }: KubeApiError, request: ApiRequest): boolean {
  return status === 429 || (status === 503 && isRead(request))
}

const isStale = (error: unknown) => error instanceof Error && error.cause instanceof StaleSocketError

function isRead({ method = 'GET' }: ApiRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Whether doing it twice is like doing it once: a create and a JSON patch are not. */
function isRepeatable({ method, contentType }: ApiRequest): boolean {
  return method !== 'POST' && contentType !== 'application/json-patch+json'
}
