import { createHmac, createSecretKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

export type { SecretPlace as Place, SecretCheck, SecretFinding, Severity } from '../model/secret-finding.js'

/** How many places a finding names. */
export const maxPlaces = 5

/**
 * How many different secrets of one rule are told of one file: more are beyond a list, and would cost each its time.
 * Every rule has its own number, so that a file full of one kind does not hide another.
 */
export const mostOfRule = 500

/** Used where the configuration has no salt. Fingerprints of weak passwords can then be guessed: give a salt. */
export const defaultSalt = 'must-gather'

/** The value's fingerprint under the salt; `value` holds one byte per character. */
export function fingerprint(value: string, salt: string): string {
  return createHmac('sha256', keyOf(salt)).update(value, 'latin1').digest('hex').slice(0, 24)
}

// One for each configuration: made anew for each of a thousand fingerprints it would take as long as they do.
const keys = new Map<string, KeyObject>()

function keyOf(salt: string): KeyObject {
  let key = keys.get(salt)
  if (!key) keys.set(salt, (key = createSecretKey(salt, 'utf8')))
  return key
}

/** The value as a report may show it. Four characters are shown of 12 and more, as no shorter one can spare them. */
export function mask(kind: string, value: string): string {
  const start = value.length >= 12 ? value.slice(0, 4).replace(/[^\x21-\x7e]/g, '?') : ''
  return `${kind}: ${start}… (${value.length} characters)`
}
