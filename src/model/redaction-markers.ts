/**
 * What people and tools write in place of a value that they took out; a profile may hold another list. Compared without
 * case and without brackets around them. One character three times and more stands for any number of it from there on.
 */
export const redactionMarkers: readonly string[] = [
  'redacted',
  'omitted',
  'elided',
  'masked',
  'hidden',
  'removed',
  'sanitized',
  'obfuscated',
  'data+omitted',
  'secret_redacted',
  'value_redacted',
  'sensitive',
  'no-secret',
  '***',
  '•••',
  '---',
  'xxxx',
]
