import { oid, octets, sequence, explicit } from '../../lib/der.js'
import { isJavaKeystoreWithKey, isPkcs12WithKey } from '../shape/keystore.js'
import { fake } from './samples.js'
import type { SecretRule } from './types.js'

const oids = {
  data: '1.2.840.113549.1.7.1',
  keyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
}
const noise = (length: number, seed: number) =>
  Buffer.from(fake('base64', length * 2, seed), 'base64').subarray(0, length)

/** A PFX of the right shape around a bag of the kind. */
function pfx(bag: string): Buffer {
  const bags = octets(sequence(sequence(oid(bag), explicit(0, octets(noise(900, 3))))))
  const content = octets(sequence(sequence(oid(oids.data), explicit(0, bags))))
  return sequence(Buffer.from([2, 1, 3]), sequence(oid(oids.data), explicit(0, content)), noise(60, 5))
}

/** A Java keystore: certificates, then a private key. */
function keystore(certificates: number, withKey: boolean): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)])
  const word = (value: number) => Buffer.from([0, 0, value >> 8, value & 255])
  const time = noise(8, 4)
  const certificate = Buffer.concat([word(2), text('ca'), time, text('X.509'), word(300), noise(300, 6)])
  const key = Buffer.concat([word(1), text('server'), time, word(600), noise(600, 7)])
  const entries = [...Array.from({ length: certificates }, () => certificate), ...(withKey ? [key] : [])]
  return Buffer.concat([Buffer.from('feedfeed', 'hex'), word(2), word(entries.length), ...entries])
}

const inBase64 = (bytes: Buffer) => bytes.toString('base64')
const raw = (bytes: Buffer) => bytes.toString('latin1')
const bytesOf = (value: string) => Buffer.from(value, isText.test(value) ? 'base64' : 'latin1')
const isText = /^[A-Za-z0-9+/\s]{16}/

const digits = /[A-Za-z0-9+/]{100,8000}/.source
const rest = /[^]{100,8000}/.source

/** Stores of private keys, in base64 as ConfigMaps hold them, and as they are in files of their own. */
export const keystores: readonly SecretRule[] = [
  {
    id: 'pkcs12',
    title: 'Private key (PKCS #12)',
    severity: 'critical',
    check: 'MG-SEC-004',
    keywords: ['IBAzCC', 'MIACAQMwgAYJ', '\x02\x01\x030'],
    // A PFX is a sequence of the version 3 and of PKCS #7 data. The match begins with the keyword, and the bytes before
    // it are always the same but for the length, which does not matter.
    regex: new RegExp(
      `(?<=(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{3})IBAzCC[A-Za-z0-9+/]{3}GCSqGSIb3DQEHA${digits}|` +
        `(?<![A-Za-z0-9+/])MIACAQMwgAYJKoZIhvcNAQcB${digits}|` +
        `(?<=0[\\x82\\x83][^]{2,3})\\x02\\x01\\x030[\\x82\\x83][^]{2,3}\\x06\\x09${rest}`,
    ),
    span: 8300,
    accept: (value) => isPkcs12WithKey(pfxBytes(value)),
    positive: () => [`keystore.p12: ${inBase64(pfx(oids.keyBag))}`, raw(pfx(oids.keyBag))],
    negative: () => [`truststore.p12: ${inBase64(pfx(oids.certBag))}`, raw(pfx(oids.certBag))],
  },
  {
    id: 'java-keystore',
    title: 'Private key (Java keystore)',
    severity: 'critical',
    check: 'MG-SEC-004',
    keywords: ['/u3+7QAAAA', 'zs7OzgAAAA', '\xfe\xed\xfe\xed', '\xce\xce\xce\xce'],
    regex: new RegExp(
      `(?<![A-Za-z0-9+/])(?:/u3\\+7QAAAA|zs7OzgAAAA)${digits}|(?:\\xfe\\xed\\xfe\\xed|(?<!\\xce)\\xce\\xce\\xce\\xce)\\x00\\x00\\x00[\\x01\\x02]${rest}`,
    ),
    span: 8300,
    accept: (value) => isJavaKeystoreWithKey(bytesOf(value)),
    positive: () => [
      `server.jks: ${inBase64(keystore(0, true))}`,
      inBase64(keystore(2, true)),
      raw(keystore(1, true)),
    ],
    negative: () => [`truststore.jks: ${inBase64(keystore(3, false))}`, raw(keystore(2, false))],
  },
]

/** The bytes from the version on; in base64 its group of four begins two digits into the match. */
function pfxBytes(value: string): Buffer {
  return bytesOf(value.startsWith('IB') ? value.slice(2) : value)
}
