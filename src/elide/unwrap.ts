import { constants, gunzipSync } from 'node:zlib'

/** A text that a string value hides, and how. */
export interface Unwrapped {
  text: string
  /** `base64`, `percent`, `gzip`; outermost first. */
  layers: string[]
}

/** Is told why something was not looked at: whoever calls says that nothing is proven of it. */
export type OnUnread = (reason: string) => void

/** What one string may hold when it is unpacked, in bytes: more is not looked at, and told. */
const most = 32 * 1024 * 1024
/** Base64 that is shorter holds no document. */
export const shortestWrapped = 28

/** What a string value hides in base64, in a data URL or behind percent-encoding, unpacked where that is gzip. */
export function unwrap(text: string, onUnread?: OnUnread): Unwrapped | undefined {
  const outer = text.length < shortestWrapped ? undefined : outerOf(text)
  return outer && unpack(outer, onUnread)
}

interface Outer {
  bytes: Buffer
  layer: string
}

function outerOf(text: string): Outer | undefined {
  const dataUrl = /^\s{0,64}data:[^,]{0,200},/.exec(text)
  if (dataUrl) return fromDataUrl(dataUrl[0], text.slice(dataUrl[0].length))
  if (isBase64(text)) return { bytes: Buffer.from(text, 'base64'), layer: 'base64' }
  return isPercentEncoded(text) ? { bytes: fromPercent(text), layer: 'percent' } : undefined
}

function fromDataUrl(head: string, rest: string): Outer {
  const bytes = fromPercent(rest)
  if (!/;base64,$/i.test(head)) return { bytes, layer: 'percent' }
  return { bytes: Buffer.from(bytes.toString('latin1'), 'base64'), layer: 'base64' }
}

function unpack({ bytes, layer }: Outer, onUnread: OnUnread | undefined): Unwrapped | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { text: bytes.toString('utf8'), layers: [layer] }
  try {
    // A stream that was cut off: what came out until then is what there is to look at.
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most }
    return { text: gunzipSync(bytes, options).toString('utf8'), layers: [layer, 'gzip'] }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      onUnread?.(`behind ${layer}, gzip it unpacks to more than ${most / 2 ** 20} MB`)
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
