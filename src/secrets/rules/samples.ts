/** Made-up values for samples: deterministic, and put together at run time so that no file holds what looks live. */

const characters = {
  alnum: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  hex: '0123456789abcdef',
  digits: '0123456789',
  url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
} as const

export type Alphabet = keyof typeof characters

/** The regular expression's class for an alphabet. */
export const classes: Record<Alphabet, string> = {
  alnum: '[A-Za-z0-9]',
  upper: '[A-Z0-9]',
  lower: '[a-z0-9]',
  base32: '[A-Z2-7]',
  hex: '[0-9a-f]',
  digits: '[0-9]',
  url: '[A-Za-z0-9_-]',
  base64: '[A-Za-z0-9+/]',
}

/** `length` characters of the alphabet that look random and are the same every time for the same seed. */
export function fake(alphabet: Alphabet, length: number, seed = 1): string {
  const set = characters[alphabet]
  let state = (seed * 2654435761 + length) >>> 0
  let text = ''
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    text += set[(state >>> 16) % set.length] ?? ''
  }
  return text
}

export const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64')

/** Parts joined without a separator: keeps a sample's prefix apart from the rest of it in the file. */
export const join = (...parts: string[]): string => parts.join('')
