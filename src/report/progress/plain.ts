import { formatDuration } from '../../lib/duration.js'
import { oneLine } from '../../lib/printable.js'
import { inert } from '../inert.js'
import type { ProgressOptions, RunProgress } from './types.js'

/** A log of CI is read afterwards: what a phase does in between is worth a line now and then only. */
const messageEveryMs = 5000

/** One line per start, end and note, and at most one in five seconds for what happens between. */
export function plainProgress({ stream, now }: ProgressOptions): RunProgress {
  const lastSaid = new Map<string, number>()
  const line = (text: string) => stream.write(`${inert(oneLine(text, 2000))}\n`)
  return {
    phaseStarted(name) {
      lastSaid.set(name, now())
      line(`${name}: started`)
    },
    phaseProgress(name, message) {
      if (now() - (lastSaid.get(name) ?? -Infinity) < messageEveryMs) return
      lastSaid.set(name, now())
      line(`${name}: ${message}`)
    },
    phaseEnded(name, outcome, durationMs, reason) {
      line(`${name}: ${outcome} in ${formatDuration(durationMs)}${reason === undefined ? '' : `: ${reason}`}`)
    },
    note: (message) => line(message),
    close: () => {},
  }
}
