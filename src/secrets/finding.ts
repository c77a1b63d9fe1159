import { createHmac } from 'node:crypto'

export type SecretCheck = 'MG-SEC-001' | 'MG-SEC-003' | 'MG-SEC-004'
export type Severity = 'critical' | 'high' | 'medium' | 'low'

export interface Place {
  path: string
  /** 1-based. */
  line: number
}

/** One secret of one file, wherever and however often it stands there. It never holds the value. */
export interface SecretFinding extends Place {
  check: SecretCheck
  rule: string
  title: string
  severity: Severity
  /** On how many lines it stands. */
  count: number
  /** The first few of them. */
  places: Place[]
  /** Its kind, its first four characters where it is long enough to spare them, and its length. */
  masked: string
  /** In bytes. */
  length: number
  /** HMAC-SHA256 of the value under the salt, 24 hex digits: the same secret has the same one everywhere. */
  fingerprint: string
  /** What had to be peeled off to see it: `base64`, `percent`, `escape`, `gzip`; outermost first. */
  layers: string[]
  /** Whether its offline checksum holds; absent where its kind has none. */
  verified?: boolean
  /** The Secret's namespace/name and key, for a structural finding. */
  subject?: string
}

/** How many places a finding names. */
export const maxPlaces = 5

/** Used where the configuration has no salt. Fingerprints of weak passwords can then be guessed: give a salt. */
export const defaultSalt = 'must-gather'

/** The value's fingerprint under the salt; `value` holds one byte per character. */
export function fingerprint(value: string, salt: string): string {
  return createHmac('sha256', salt).update(Buffer.from(value, 'latin1')).digest('hex').slice(0, 24)
}

/** The value as a report may show it. Four characters are shown of 12 and more, as no shorter one can spare them. */
export function mask(kind: string, value: string): string {
  const start = value.length >= 12 ? value.slice(0, 4).replace(/[^\x21-\x7e]/g, '?') : ''
  return `${kind}: ${start}… (${value.length} characters)`
}
