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

/** Whether `prefix_` + payload + `_` + eight hex digits of CRC-32 holds together: what Grafana writes. */
export function endsWithHexCrc32(token: string): boolean {
  const [, payload = '', sum = ''] = token.split('_')
  return crc32(payload).toString(16).padStart(8, '0') === sum.toLowerCase()
}
