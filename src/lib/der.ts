/** Writes ASN.1 values in DER, as far as a certificate needs it: Node reads certificates but issues none. */

export function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

export const sequence = (...items: readonly Buffer[]) => tlv(0x30, ...items)
export const set = (...items: readonly Buffer[]) => tlv(0x31, ...items)
export const octets = (content: Buffer) => tlv(0x04, content)
export const utf8 = (text: string) => tlv(0x0c, Buffer.from(text))
export const bool = (value: boolean) => tlv(0x01, Buffer.from([value ? 0xff : 0]))
/** A bit string with `unused` bits left over in its last byte. */
export const bits = (content: Buffer, unused = 0) => tlv(0x03, Buffer.from([unused]), content)
/** A constructed, context-specific tag: `[n] EXPLICIT`. */
export const explicit = (n: number, ...items: readonly Buffer[]) => tlv(0xa0 + n, ...items)
/** A primitive, context-specific tag: `[n] IMPLICIT`. */
export const implicit = (n: number, content: Buffer) => tlv(0x80 + n, content)

/** A positive integer from its big-endian bytes. */
export function integer(bytes: Buffer): Buffer {
  const needsPadding = ((bytes[0] ?? 0) & 0x80) !== 0
  return tlv(0x02, needsPadding ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const arc of rest) {
    const group = [arc & 0x7f]
    for (let left = arc >>> 7; left > 0; left >>>= 7) group.unshift((left & 0x7f) | 0x80)
    bytes.push(...group)
  }
  return tlv(0x06, Buffer.from(bytes))
}

/** UTCTime, good for the years up to 2049. */
export function time(date: Date): Buffer {
  return tlv(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
}

export function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
