import { getHeapStatistics } from 'node:v8'

/** What may stay in use beyond what was in use after the first quarter, in bytes. */
const allowed = 48 * 2 ** 20
const gcEvery = 250

/** Watches whether memory stays in use that nothing needs any more. */
export interface GrowthWatch {
  /** To be called after each execution; gives the bytes that have come to stay where they are too many. */
  after(execution: number): number | undefined
}

/**
 * `collect` is the collector of garbage, where the process was started with it; `kept` says how many bytes the fuzzer itself
 * keeps, which are no growth of what it tries.
 */
export function watchGrowth(
  executions: number,
  collect: (() => void) | undefined,
  kept: () => number,
): GrowthWatch {
  let least = Infinity
  let over = 0
  const warmUp = Math.min(2000, executions / 4)
  return {
    after(execution) {
      if (execution % gcEvery !== 0) return undefined
      collect?.()
      const { used_heap_size: heap, external_memory: external } = getHeapStatistics()
      const inUse = heap + external - kept()
      if (execution <= warmUp || least === Infinity) least = inUse
      const grown = inUse - least
      // Twice in a row: something may just be under way.
      over = grown > allowed ? over + 1 : 0
      return over >= 2 ? grown : undefined
    },
  }
}
