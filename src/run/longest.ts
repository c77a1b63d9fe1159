import type { ResolvedReady } from '../model/isv-config.js'

/** The longest of the waits, in milliseconds; they run side by side. */
export const longest = (ready: readonly ResolvedReady[]): number =>
  Math.max(0, ...ready.map(({ timeoutMs }) => timeoutMs))
