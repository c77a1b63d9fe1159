import type { OlmCause } from './causes.js'

/** Why an install does not go on, or that there is nothing to say against it. */
export interface OlmDiagnosis {
  /** The operator is installed and runs; an upgrade may wait. */
  healthy: boolean
  /** Stable, lower case with dashes: `no-such-channel`. */
  cause: OlmCause
  /** One sentence for people, with the object that it speaks of. */
  sentence: string
  object: { kind: string; namespace?: string; name: string }
  /** The condition that says so. */
  condition?: { type: string; status: string; reason?: string; message?: string }
  /** What to do next, as a sentence. */
  next: string
}
