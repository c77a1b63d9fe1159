import { mapTexts } from '../lib/map-texts.js'
import { remembered } from '../lib/remembered.js'
import type { SecretFinding } from '../model/secret-finding.js'
import type { Scanner } from '../secrets/index.js'
import { createScanner, createSeal, defaultSalt, scanBytes } from '../secrets/index.js'

export interface SealValuesOptions {
  /** What was found in the capture: the values of these are known wherever they come again. */
  secrets: Iterable<Pick<SecretFinding, 'fingerprint' | 'covers'>>
  salt: string | undefined
  /** Whether a field is left as it is, as it holds no text that was gathered. */
  isOurs: (field: string, holder: object) => boolean
}

/** Keeps apart what is searched in one go. */
const between = '\n\0\n'

/**
 * A copy of a report with every secret taken out of every text in it, whatever way it came there: in the name of a file, in
 * a line that is quoted, in what a record says.
 */
export function sealValues<T>(value: T, { secrets, salt = defaultSalt, isOurs }: SealValuesOptions): T {
  const scanner = createScanner({ salt })
  const known = new Set([...secrets].flatMap(({ fingerprint, covers = [] }) => [fingerprint, ...covers]))
  const texts = new Set<string>()
  mapTexts(value, (text) => (texts.add(text), text), isOurs)
  if (known.size === 0 && isClean(scanner, texts)) return value
  const seal = remembered(createSeal({ scanner, known, salt }))
  return mapTexts(value, seal, isOurs)
}

const isClean = (scanner: Scanner, texts: ReadonlySet<string>) =>
  scanBytes(scanner, '', [...texts].join(between)).length === 0
