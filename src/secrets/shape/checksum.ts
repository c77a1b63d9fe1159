import { crc32 } from 'node:zlib'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** CRC-32 of the text in base 62, six digits: what GitHub and npm put at the end of a token. */
export function base62Crc32(text: string): string {
  let rest = crc32(text)
  let out = ''
  for (let i = 0; i < 6; i++) {
    out = (digits[rest % 62] ?? '') + out
    rest = Math.floor(rest / 62)
  }
  return out
}

/** Whether `prefix_` + payload + six digits of checksum holds together. */
export function endsWithBase62Crc32(token: string): boolean {
  const payload = token.slice(token.indexOf('_') + 1, -6)
  return base62Crc32(payload) === token.slice(-6)
}

/** CRC-32 of the text as four bytes in hex, the lowest first: what Grafana puts at the end of a token. */
export function hexCrc32(text: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(crc32(text))
  return bytes.toString('hex')
}

/** Whether prefix and payload + `_` + eight hex digits of checksum holds together. */
export function endsWithHexCrc32(token: string): boolean {
  const end = token.lastIndexOf('_')
  return hexCrc32(token.slice(0, end)) === token.slice(end + 1).toLowerCase()
}

const checked: readonly { shape: RegExp; holds: (token: string) => boolean }[] = [
  { shape: /^(?:gh[opsur]|npm)_[A-Za-z0-9]{36}$/, holds: endsWithBase62Crc32 },
  { shape: /^glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}$/, holds: endsWithHexCrc32 },
]

/** Whether a text is written like a token that carries a checksum, and has a wrong one: no service has issued it. */
export function hasWrongChecksum(text: string): boolean {
  return checked.some(({ shape, holds }) => shape.test(text) && !holds(text))
}
