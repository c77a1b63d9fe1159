import type { PodWatch } from './pod-watch.js'
import type { GatherOptions, GatherResult, GatherTimeouts } from './types.js'

/** A gather under way: its options, its pod and what is known of it so far. */
export interface Session {
  options: GatherOptions
  limits: GatherTimeouts
  /** Aborts with the second interrupt. */
  force: AbortSignal
  namespace: string
  pod: string
  watch: PodWatch
  /** Filled by the phases. */
  result: GatherResult
}
