import type { Place } from './report.js'

/** A secret as it may be shown: never its value. */
export interface SecretFinding {
  check: 'MG-SEC-001' | 'MG-SEC-002' | 'MG-SEC-003' | 'MG-SEC-004'
  rule: string
  title: string
  path: string
  /** 1-based; absent where the place has no lines. */
  line?: number
  count: number
  /** The first places, this one included. */
  places: Place[]
  /** `AWS access key AKIA…, 20 characters`. */
  masked: string
  length: number
  /** HMAC of the value under the salt, or of what names it where there is no single value. */
  fingerprint: string
}
