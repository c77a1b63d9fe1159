import { fingerprint } from '../secrets/finding.js'

/** How much of a fingerprint a marker shows: enough to tell one secret of a capture from another. */
const shown = 12

/** What markers call a secret, by its fingerprint. */
export const secretName = (ofValue: string): string => ofValue.slice(0, shown)

/**
 * What stands in place of a value: the same for the same secret under one salt. The rule's name does not end in a colon,
 * as `password: 3f2a…` would be found in turn.
 */
export function markerOf(rule: string, value: string, salt: string): string {
  return `<redacted:${rule}/${secretName(fingerprint(value, salt))}>`
}
