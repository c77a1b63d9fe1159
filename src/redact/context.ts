import type { Spool } from '../capture/read/spool.js'
import type { CaptureLimits } from '../capture/index.js'
import type { Analyst } from '../facts/analyst.js'
import type { Redactor } from './redact-bytes.js'
import type { RedactionLog } from './redaction-log.js'

/** What the copying of all entries of a capture shares. */
export interface RedactContext {
  analyst: Analyst
  redactor: Redactor
  limits: CaptureLimits
  log: RedactionLog
  signal: AbortSignal | undefined
  /** Bytes that were unpacked from members so far. */
  unpacked: number
}

/** What comes of one file: bytes for the copy, to be disposed of, or why it has none. */
export type Outcome = { content: Spool; changed: boolean } | { leftOut: string }
