import { isPlaceholder } from './placeholder.js'

/** Whether base64 text is `user:password` in printable characters, with a password that is no placeholder. */
export function isBasicCredential(encoded: string): boolean {
  const text = Buffer.from(encoded, 'base64').toString('latin1')
  const colon = text.indexOf(':')
  if (colon < 0 || !/^[\x20-\x7e]{3,8192}$/.test(text)) return false
  const password = text.slice(colon + 1)
  return password.length >= 4 && !isPlaceholder(password)
}
