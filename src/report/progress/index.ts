import { liveProgress } from './live.js'
import { plainProgress } from './plain.js'
import { quietStream } from './quiet-stream.js'
import type { ProgressOptions, RunProgress } from './types.js'

/** Shows the phases of a run as they go by: with a live line for a person, as plain lines elsewhere. */
export function createProgress(options: ProgressOptions): RunProgress {
  const quiet = { ...options, stream: quietStream(options.stream) }
  return options.tty ? liveProgress(quiet) : plainProgress(quiet)
}

export type { PhaseOutcome, ProgressOptions, ProgressStream, RunProgress } from './types.js'
