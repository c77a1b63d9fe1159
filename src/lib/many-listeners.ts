import { setMaxListeners } from 'node:events'

/** Says that a signal is shared by many waiters on purpose, which Node would take for a leak from the eleventh on. */
export function allowManyListeners(signal: AbortSignal | undefined): void {
  if (signal) setMaxListeners(0, signal)
}
