import { createHmac } from 'node:crypto'

export type { SecretPlace as Place, SecretCheck, SecretFinding, Severity } from '../model/secret-finding.js'

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
