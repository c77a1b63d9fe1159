import { hasWrongChecksum } from './checksum.js'
import { isEncodedText } from './encoded-text.js'

const compactToken = /^ey[A-Za-z0-9_-]{8,8000}={0,2}\.[A-Za-z0-9_-]{2,8000}={0,2}(?:\.|$)/

/**
 * Whether a value says by itself what it is: a JSON Web Token or what is written like one, a token with a checksum that
 * is wrong, an encoded text. A rule that knows it, or what it hides, decides then, and not the name that it has.
 */
export function speaksForItself(value: string): boolean {
  return compactToken.test(value) || isEncodedText(value) || hasWrongChecksum(value)
}
