import type { Logger } from '../model/logger.js'
import type { RunProgress } from '../report/index.js'

/** Says what a person must know as notes of the run; the rest only with --verbose. */
export function consoleLogger(verbose: boolean, progress: RunProgress): Logger {
  const say = (message: string) => progress.note(message)
  return { debug: verbose ? say : () => {}, info: say, warn: (message) => say(`warning: ${message}`) }
}
