import { remembered } from '../lib/remembered.js'
import { fingerprint } from './finding.js'
import { redactText } from './redact.js'
import type { Scanner } from './scanner.js'
import { scanBytes } from './scanner.js'

/** What may be shown of a text. */
export type Seal = (text: string) => string

export interface SealOptions {
  scanner: Scanner
  /** Fingerprints of the secrets that were found: a value that no rule would know is told by it. */
  known: ReadonlySet<string>
  /** What they were made under. */
  salt: string
}

/** Stands for what is not shown. */
const leftOut = '<a secret, left out>'
/** Shorter values are words of every other text as well. */
const shortest = 8
const word = /[^\s"'`<>()[\]{},;]{8,4096}/g
/** Where a word is taken apart to find a value in it, in this order. */
const separators = ['=', '@', '/', '?', '&', '|', ':', '%', '#', '!'] as const

/**
 * Makes the last step before anything is shown: the parts of a text that are a secret by a rule, or the value of one that
 * was found elsewhere, are replaced, plain or in base64. The rest of the text, as the rest of a path, stays.
 */
export function createSeal({ scanner, known, salt }: SealOptions): Seal {
  // Paths have most of their parts in common, and a fingerprint takes its time.
  const isKnown = remembered(
    (text) =>
      text.length >= shortest && variants(text).some((value) => known.has(fingerprintOf(value, salt))),
  )
  const withoutKnown = (text: string, at = 0): string => {
    if (isKnown(text)) return leftOut
    const separator = separators[at]
    if (separator === undefined || text.length < shortest) return text
    return text
      .split(separator)
      .map((part) => withoutKnown(part, at + 1))
      .join(separator)
  }
  const isSecret = (text: string) => scanBytes(scanner, '', text).length > 0
  const withoutSecrets = (text: string): string => {
    if (!isSecret(text)) return text
    const parts = text.split(/(\s+|\/)/).map((part) => (isSecret(part) ? leftOut : part))
    return redactText(scanner, parts.join(''))
  }
  return (text) =>
    withoutSecrets(known.size === 0 ? text : text.replace(word, (found) => withoutKnown(found)))
}

const fingerprintOf = (value: string, salt: string) =>
  fingerprint(Buffer.from(value, 'utf8').toString('latin1'), salt)

/** Many a Secret is made with the end of a line in its value, which is not quoted with it. */
const variants = (text: string) => [text, ...decoded(text), `${text}\n`]

/** What the text is in base64; nothing where it is none. */
function decoded(text: string): string[] {
  return /^[A-Za-z0-9+/_-]{8,4096}={0,2}$/.test(text) ? [Buffer.from(text, 'base64').toString('utf8')] : []
}
