/** The least that is taken for text rather than for noise which happens to decode to printable bytes. */
const shortest = 16

/**
 * Whether a text is base64 of several words or lines, or a percent-encoded text: what it hides is looked at for itself,
 * and the wrapping is no secret.
 */
export function isEncodedText(text: string): boolean {
  if (/%[0-9A-Fa-f]{2}/.test(text)) return true
  if (text.length < shortest || !/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(text)) return false
  // A token whose digits all decode to printable bytes by chance is as good as never as long as this.
  const decoded = decode(text)
  return /^[\t\n\r\x20-\x7e]{1,4096}\0?$/.test(decoded) && /[\s:{["]/.test(decoded)
}

const decode = (text: string) => Buffer.from(text.slice(0, 4096), 'base64').toString('latin1')
