import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto'
import {
  bits,
  bool,
  explicit,
  implicit,
  integer,
  octets,
  oid,
  pem,
  sequence,
  set,
  time,
  utf8,
} from './der.js'

const dayMs = 24 * 60 * 60 * 1000
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))

export interface KeyPair {
  publicKey: KeyObject
  privateKey: KeyObject
}

export interface CertificateRequest {
  subject: string
  subjectKey: KeyObject
  issuer: string
  issuerKey: KeyPair
  now: Date
  extensions: readonly Buffer[]
}

/** A certificate for a year, in PEM, signed with the issuer's key, which is one on an elliptic curve. */
export function certificate({
  subject,
  subjectKey,
  issuer,
  issuerKey,
  now,
  extensions,
}: CertificateRequest): string {
  const serial = randomBytes(16)
  serial[0] = (serial[0] ?? 0) & 0x7f || 1
  // A clock that is an hour off on the client's side must not break the cluster.
  const validity = sequence(
    time(new Date(now.getTime() - 60 * 60 * 1000)),
    time(new Date(now.getTime() + 365 * dayMs)),
  )
  const identifiers = [
    extension('2.5.29.14', octets(keyIdentifier(subjectKey))),
    extension('2.5.29.35', sequence(implicit(0, keyIdentifier(issuerKey.publicKey)))),
  ]
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    commonName(issuer),
    validity,
    commonName(subject),
    publicKeyInfo(subjectKey),
    explicit(3, sequence(...extensions, ...identifiers)),
  )
  return pem('CERTIFICATE', sequence(body, ecdsaWithSha256, bits(sign('sha256', body, issuerKey.privateKey))))
}

function publicKeyInfo(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1').update(publicKeyInfo(key)).digest()
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(name))))
}

export function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [bool(true)] : []), octets(value))
}
