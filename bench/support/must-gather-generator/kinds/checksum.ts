/** CRC-32 as in RFC 1952, by the bit: written out here so that nothing is shared with what is measured. */
export function crc32(text: string): number {
  let crc = 0xffffffff
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Six digits in base 62: how GitHub and npm end their tokens. */
export function base62Checksum(text: string): string {
  let rest = BigInt(crc32(text))
  let made = ''
  for (let i = 0; i < 6; i++, rest /= 62n) made = base62.charAt(Number(rest % 62n)) + made
  return made
}

/** The four bytes in hex, the lowest first: how Grafana ends its tokens. */
export function hexChecksum(text: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(crc32(text))
  return bytes.toString('hex')
}
