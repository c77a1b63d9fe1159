import { createScanner, scanBytes, secretRules } from '../../../src/secrets/index.js'
import { createMatcher } from '../../../src/secrets/scan/matcher.js'
import { SievedText } from '../../../src/secrets/scan/sieve/sieve.js'
import { createKnownValues } from '../../../src/redact/known-values.js'
import { createPatternEdits } from '../../../src/redact/pattern-edits.js'
import { redactBytes } from '../../../src/redact/redact-bytes.js'

export const salt = 'a salt of the tests'
const matcher = createMatcher(secretRules)
const known = createKnownValues()
export const redactor = { matcher, known, patternEdits: createPatternEdits(matcher, salt, known), salt }
export const scanner = createScanner({ salt })

const bytesOf = (text: string | Buffer) => (typeof text === 'string' ? Buffer.from(text, 'latin1') : text)

export const found = (text: string | Buffer) => scanBytes(scanner, 'x', bytesOf(text))

export function redacted(text: string | Buffer): string {
  const bytes = bytesOf(text)
  return redactBytes(bytes, bytes.length, redactor).bytes.toString('latin1')
}

/** The values that the rules see in a text, layers not opened. */
export function valuesIn(text: string): string[] {
  const values: string[] = []
  const bytes = Buffer.from(text, 'latin1')
  matcher.search(
    new SievedText(bytes),
    0,
    bytes.length,
    ({ value }) => values.push(value),
    () => false,
  )
  return values
}
