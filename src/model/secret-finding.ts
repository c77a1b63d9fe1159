export type SecretCheck = 'MG-SEC-001' | 'MG-SEC-002' | 'MG-SEC-003' | 'MG-SEC-004'
export type Severity = 'critical' | 'high' | 'medium' | 'low'

export interface SecretPlace {
  path: string
  /** 1-based. */
  line: number
}

/** One secret, wherever and however often it stands. It never holds the value. */
export interface SecretFinding extends SecretPlace {
  check: SecretCheck
  rule: string
  title: string
  severity: Severity
  /** On how many lines it stands. */
  count: number
  /** The first few of them. */
  places: SecretPlace[]
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
  /** The Secret's namespace/name and key, for a structural finding; which canary, for a planted value. */
  subject?: string
  /** Of a planted value: fingerprints of the values that this finding speaks for, so that they are not reported again. */
  covers?: string[]
  /** Of a Secret's value that is written in many lines: its last one. */
  lastLine?: number
}

/** What was found, as a report shows it: masked, and what had to be peeled off to see it. */
export function shownSecret({ masked, layers }: Pick<SecretFinding, 'masked' | 'layers'>): string {
  return layers.length > 0 ? `${masked}, inside ${layers.join(', ')}` : masked
}
