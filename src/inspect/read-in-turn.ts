import { reasonOf } from './reason.js'
import type { Throttle } from './throttle.js'
import type { InspectProblem } from './types.js'

export interface TurnOptions {
  /** What is read, as a problem names it. */
  subject: string
  throttle: Throttle
  signal: AbortSignal
  onProblem: (problem: InspectProblem) => void
}

/**
 * Reads when its turn comes; a failure becomes a problem, and after an abort nothing is said: all that waits would say the
 * same, and the run says it once. Nothing in it may wait for other such work.
 */
export async function readInTurn<T>(
  { subject, throttle, signal, onProblem }: TurnOptions,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await throttle.run('read', () => {
      signal.throwIfAborted()
      return work()
    })
  } catch (error) {
    if (signal.aborted) return undefined
    if (!(error instanceof Error)) throw error
    onProblem({ subject, severity: 'error', reason: reasonOf(error), message: error.message })
    return undefined
  }
}
