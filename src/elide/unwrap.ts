import { gunzipSync } from 'node:zlib'

/** A text that a string value hides, and how. */
export interface Unwrapped {
  text: string
  /** `base64`, `percent`, `gzip`; outermost first. */
  layers: string[]
}

/** What one string may hold when it is unpacked, in bytes: more is not looked at. */
const most = 32 * 1024 * 1024
/** Base64 that is shorter holds no document. */
const shortest = 28

/** What a string value hides in base64, in a data URL or behind percent-encoding, unpacked where that is gzip. */
export function unwrap(text: string): Unwrapped | undefined {
  if (text.length < shortest) return undefined
  const dataUrl = /^\s{0,64}data:[^,]{0,200},/.exec(text)
  if (dataUrl) return fromDataUrl(dataUrl[0], text.slice(dataUrl[0].length))
  if (isBase64(text)) return unpack(Buffer.from(text, 'base64'), 'base64')
  return isPercentEncoded(text) ? unpack(fromPercent(text), 'percent') : undefined
}

function fromDataUrl(head: string, rest: string): Unwrapped | undefined {
  if (/;base64,$/i.test(head))
    return unpack(Buffer.from(fromPercent(rest).toString('latin1'), 'base64'), 'base64')
  return unpack(fromPercent(rest), 'percent')
}

function unpack(bytes: Buffer, layer: string): Unwrapped | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { text: bytes.toString('utf8'), layers: [layer] }
  try {
    return { text: gunzipSync(bytes, { maxOutputLength: most }).toString('utf8'), layers: [layer, 'gzip'] }
  } catch {
    return undefined
  }
}

/** Whether a string has nothing but the digits of base64, and what begins there is gzip or printable text. */
function isBase64(text: string): boolean {
  const head = text.slice(0, 128).replace(/\s/g, '').slice(0, 24)
  if (head.length < 24 || /[^A-Za-z0-9+/_-]/.test(head)) return false
  const bytes = Buffer.from(head, 'base64')
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  return (isGzip || bytes.every(isText)) && !/[^A-Za-z0-9+/_=\s-]/.test(text)
}

const isText = (byte: number) => (byte >= 0x20 ? byte !== 0x7f : byte >= 0x09 && byte <= 0x0d)

/** Only where the word may be there: most strings with a `%` in them are no encoding. */
const isPercentEncoded = (text: string) => /%[0-9A-Fa-f]{2}/.test(text) && text.includes('Secret')

function fromPercent(text: string): Buffer {
  const utf8 = Buffer.from(text).toString('latin1')
  const plain = utf8.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}
