import type { PhaseRecord } from '../../model/capture-record.js'

export type PhaseOutcome = Exclude<PhaseRecord['outcome'], 'running'>

/** What a run says of itself while it runs. No method throws, also when nobody reads any more. */
export interface RunProgress {
  phaseStarted(name: string): void
  /** The last thing that a phase did, in one line. */
  phaseProgress(name: string, message: string): void
  phaseEnded(name: string, outcome: PhaseOutcome, durationMs: number, reason?: string): void
  /** A line that stays: what a reader must know, whatever the phase. */
  note(message: string): void
  /** Takes the live line away; for a run that ends within a phase. */
  close(): void
}

export interface ProgressStream {
  write(text: string): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  columns?: number
}

export interface ProgressOptions {
  stream: ProgressStream
  /** Whether a person watches: a line that changes, and colours. Else plain lines, as in CI. */
  tty: boolean
  /** Milliseconds, rising. */
  now: () => number
}
