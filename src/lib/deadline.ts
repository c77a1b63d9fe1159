import { setTimeout as delay } from 'node:timers/promises'

export interface Deadline {
  /** Aborts at the deadline or when the parent does. */
  signal: AbortSignal
  /** Whether the deadline itself has passed, as against the parent's abort. */
  expired(): boolean
  /** Frees the timer. */
  clear(): void
}

/** A signal that aborts after `ms`, or with its parent, and can say which of the two it was. */
export function deadline(ms: number, parent?: AbortSignal): Deadline {
  const timer = new AbortController()
  let expired = false
  const handle = setTimeout(() => {
    expired = true
    timer.abort(new Error(`deadline of ${ms} ms exceeded`))
  }, ms)
  const signal = parent ? AbortSignal.any([timer.signal, parent]) : timer.signal
  return { signal, expired: () => expired, clear: () => clearTimeout(handle) }
}

/** Asks `probe` until it gives something, at growing intervals; for conditions that cannot be watched. Throws on abort. */
export async function until<T>(
  probe: () => Promise<T | undefined>,
  signal: AbortSignal,
  firstIntervalMs = 50,
): Promise<T> {
  for (let interval = firstIntervalMs; ; interval = Math.min(interval * 1.5, 1000)) {
    signal.throwIfAborted()
    const found = await probe()
    if (found !== undefined) return found
    await delay(interval, undefined, { signal })
  }
}
