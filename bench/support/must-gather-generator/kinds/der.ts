import type { Random } from '../random.js'

/** One DER element: tag, length, content. */
export function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const size = body.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

export const sequence = (...content: readonly Buffer[]): Buffer => der(0x30, ...content)

/** A positive integer of so many bytes. */
export function integer(random: Random, bytes: number): Buffer {
  const value = random.bytes(bytes)
  value[0] = 0x80 | (value[0] ?? 0)
  return der(0x02, Buffer.from([0]), value)
}

export const small = (value: number): Buffer => der(0x02, Buffer.from([value]))

const exponent = der(0x02, Buffer.from([1, 0, 1]))
const rsa = sequence(der(0x06, Buffer.from('2a864886f70d010101', 'hex')), der(0x05))
const p256 = der(0x06, Buffer.from('2a8648ce3d030107', 'hex'))

/** RSAPrivateKey of RFC 8017: of the right shape, the numbers are noise. */
export function rsaPrivateKey(random: Random, bits: number): Buffer {
  const [half, whole] = [bits / 16, bits / 8]
  const parts = [half, half, half, half, half].map((bytes) => integer(random, bytes))
  return sequence(small(0), integer(random, whole), exponent, integer(random, whole), ...parts)
}

/** PrivateKeyInfo of RFC 5208 around an RSA key. */
export function pkcs8(random: Random, bits: number): Buffer {
  return sequence(small(0), rsa, der(0x04, rsaPrivateKey(random, bits)))
}

/** ECPrivateKey of RFC 5915 on P-256. */
export function ecPrivateKey(random: Random): Buffer {
  const point = der(0x03, Buffer.from([0, 4]), random.bytes(64))
  return sequence(small(1), der(0x04, random.bytes(32)), der(0xa0, p256), der(0xa1, point))
}

/** SubjectPublicKeyInfo of an RSA key: public. */
export function publicKey(random: Random): Buffer {
  return sequence(rsa, der(0x03, Buffer.from([0]), sequence(integer(random, 256), exponent)))
}

/** A certificate's shape: public. */
export function certificate(random: Random): Buffer {
  const body = sequence(der(0xa0, small(2)), integer(random, 8), rsa, random.bytes(140), publicKey(random))
  return sequence(body, rsa, der(0x03, Buffer.from([0]), random.bytes(256)))
}

export function pem(label: string, bytes: Buffer, width = 64): string {
  const lines = bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  const dashes = '-'.repeat(5)
  return [`${dashes}BEGIN ${label}${dashes}`, ...lines, `${dashes}END ${label}${dashes}`].join('\n')
}
