import { hexValue } from '../layers/hex.js'

/** The value of a digit of base 16, in either case; 255 for any other byte. */
export const hexDigits = Uint8Array.from({ length: 256 }, (_, byte) => hexValue(byte))

/** What each byte means behind a backslash, as JSON and YAML write it; 0 where it is no escape of one byte. */
export const meanings = new Uint8Array(256)
for (const char of '"\'\\/') meanings[char.charCodeAt(0)] = char.charCodeAt(0)
for (const [letter, control] of Object.entries({ n: 0x0a, r: 0x0d, t: 0x09 }))
  meanings[letter.charCodeAt(0)] = control
