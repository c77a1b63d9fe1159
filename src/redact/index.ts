/** Writes a copy of a capture with a marker in place of each secret. */
export type { Redaction, RedactOptions } from './redact-capture.js'
export { redactCapture } from './redact-capture.js'
export type { RedactedSecret, RedactionSummary } from './redaction-log.js'
