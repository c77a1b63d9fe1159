import { formatDuration } from '../lib/duration.js'
import { ExpectedError, exitCodes } from '../model/errors.js'

export interface Interrupts {
  /** The first Ctrl-C, or the deadline: stop, keep what there is, take everything away. */
  signal: AbortSignal
  /** The second: do not wait for anything. */
  force: AbortSignal
  /** Whether a person or the system asked for it, as against the deadline. */
  interrupted(): boolean
  /** Gives the signals back to Node. */
  stop(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Turns signals of the system into signals of the program. */
export function watchInterrupts(say: (message: string) => void, timeoutMs?: number): Interrupts {
  const first = new AbortController()
  const second = new AbortController()
  const interrupt = () => {
    if (first.signal.aborted) return second.abort()
    say('Interrupted: keeping what was gathered, then taking everything away. Once more to skip the copy.')
    first.abort()
  }
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(() => first.abort(overdue(timeoutMs)), timeoutMs)
  for (const signal of signals) process.on(signal, interrupt)
  return {
    signal: first.signal,
    force: second.signal,
    interrupted: () => first.signal.aborted && !(first.signal.reason instanceof ExpectedError),
    stop() {
      clearTimeout(timer)
      for (const signal of signals) process.off(signal, interrupt)
    },
  }
}

const overdue = (timeoutMs: number) =>
  new ExpectedError({
    code: 'run.timeout',
    message: `the run did not end within its --timeout of ${formatDuration(timeoutMs)}`,
    next: 'What was gathered until then is in the capture. Give it more time, or see which phase took it.',
    exitCode: exitCodes.deadline,
  })
