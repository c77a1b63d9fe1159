import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How much chunks may hold before they are collected. */
const most = 2 ** 20
const everyMs = 5

/**
 * Data passes through in chunks that only a collection frees, and V8 collects the more rarely the more its space for
 * new objects has grown: 50 MB of logs took 102 MB of memory, and 77 MB with a space that does not grow (bench/inspect.ts).
 */
export function keepMemoryLow(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--optimize-for-size')
}

/**
 * Collects while chunks pile up, from the first call of what this gives: V8 does not know what they hold outside of its heap, and a copy of 100 MB took 25 MB
 * more without (bench/run.ts). Ends with the process.
 */
export function collectAsItComes(): () => void {
  keepMemoryLow()
  setFlagsFromString('--max-semi-space-size=1')
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void
  const look = () => {
    if (process.memoryUsage().arrayBuffers > most) collect({ type: 'minor' })
  }
  let timer: NodeJS.Timeout | undefined
  return () => void (timer ??= setInterval(look, everyMs).unref())
}
