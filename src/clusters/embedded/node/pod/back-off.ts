export interface BackOffOptions {
  firstMs: number
  maxMs: number
}

/** The kubelet's own waits between restarts and between pulls. */
export const kubeletBackOff: BackOffOptions = { firstMs: 10_000, maxMs: 300_000 }

/** Waits that double: `next()` gives milliseconds, `reset()` begins again. */
export function createBackOff({ firstMs, maxMs }: BackOffOptions): { next(): number; reset(): void } {
  let wait = firstMs
  return {
    next() {
      const now = wait
      wait = Math.min(wait * 2, maxMs)
      return now
    },
    reset() {
      wait = firstMs
    },
  }
}
