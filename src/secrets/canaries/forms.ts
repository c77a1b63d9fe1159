import type { Canary } from '../../model/canaries.js'
import { stretch } from './shapes.js'

/** One text that gives a canary away. Texts hold one byte per character. They are secrets: never log them. */
export interface Form {
  text: string
  /**
   * Stretches of the text that nobody could have by chance, each searched on its own: at least one of them is whole
   * wherever the text is broken into lines or escaped.
   */
  parts: readonly string[]
  /** What was done to the planted value to get the text, outermost first. */
  steps: readonly string[]
}

/** Everything that gives a canary away, before it is encoded any further. */
export function formsOf({ kind, value }: Canary): Form[] {
  if (kind === 'dockerconfigjson') return dockerConfigForms(value)
  return kind === 'tls' ? privateKeyForms(value) : [passwordForm(value)]
}

const passwordForm = (text: string): Form => ({
  text,
  parts: text.match(new RegExp(`[A-Za-z0-9]{${stretch}}`, 'g')) ?? [],
  steps: [],
})

/** The file as it is, the password in it, and the field `auth`, which is base64 of the user and the password. */
function dockerConfigForms(value: string): Form[] {
  const { auths } = JSON.parse(value) as { auths: Record<string, { password: string; auth: string }> }
  return Object.values(auths).flatMap(({ password, auth }) => [
    { ...passwordForm(password), text: value },
    passwordForm(password),
    // The first twelve digits are the user's name.
    { text: auth, parts: [12, 36, 60].map((at) => auth.slice(at, at + 20)), steps: ['base64'] },
  ])
}

/** How many bytes PKCS #8 puts before the private number of a key on P-256; behind it comes the public half. */
const before = 36
const scalarBytes = 32

/**
 * The file as it is, and the private number in it alone, which is the same in every other format of keys. Only what holds
 * the private number is searched for: certificates have the rest.
 */
function privateKeyForms(pem: string): Form[] {
  const [, first = '', second = '', third = ''] = pem.split('\n')
  const scalar = Buffer.from(first + second + third, 'base64').subarray(before, before + scalarBytes)
  const inFirst = (before / 3) * 4
  return [
    {
      text: pem.trimEnd(),
      parts: [first.slice(inFirst), second.slice(0, 13), second.slice(13, 26)],
      steps: [],
    },
    {
      text: scalar.toString('latin1'),
      // They overlap: where two of them are broken, the third is whole.
      parts: [0, 10, 20].map((at) => scalar.toString('latin1', at, at + 12)),
      steps: ['der'],
    },
  ]
}
