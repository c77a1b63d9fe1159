import type { Canary } from '../model/canaries.js'
import type { Logger } from '../model/logger.js'
import type { RunProgress } from '../report/index.js'
import type { Scanner } from '../secrets/index.js'
import { createScanner, redactText } from '../secrets/index.js'
import { redactedLines } from './redacted-lines.js'

/** Takes secrets out of text that the run shows or records: output of programs, last lines of logs. */
export interface Redact {
  (text: string): string
  /** From now on these are known secrets too. */
  learn(canaries: readonly Canary[]): void
}

export function createRedact(): Redact {
  let scanner: Scanner | undefined
  // Made when something is shown: a command that fails at once does not wait for it.
  return Object.assign((text: string) => redactText((scanner ??= createScanner()), text), {
    learn(canaries: readonly Canary[]) {
      scanner = createScanner({ canaries })
    },
  })
}

/** A logger that shows no secrets. */
export const redactedLogger = (logger: Logger, redact: Redact): Logger => ({
  debug: (message) => logger.debug(redact(message)),
  info: (message) => logger.info(redact(message)),
  warn: (message) => logger.warn(redact(message)),
})

/** A progress that shows no secrets: what a gather prints goes by there. */
export function redactedProgress(progress: RunProgress, redact: Redact): RunProgress {
  const lines = redactedLines(redact)
  return {
    phaseStarted: (name) => progress.phaseStarted(name),
    phaseProgress: (name, message) => progress.phaseProgress(name, lines(speaker(name, message), message)),
    phaseEnded: (name, outcome, durationMs, reason) =>
      progress.phaseEnded(name, outcome, durationMs, reason === undefined ? undefined : redact(reason)),
    note: (message) => progress.note(redact(message)),
    close: () => progress.close(),
  }
}

/** Of several gathers side by side each begins its messages with its name. */
const speaker = (phase: string, message: string) => `${phase} ${message.split(': ', 1)[0]}`
