import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
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

/** A certificate authority of one cluster, and the server certificate that it has signed; both live as long as the cluster. */
export interface ServerTls {
  /** PEM of the authority, for kubeconfigs and `ca.crt`. */
  caCert: string
  /** PEM of the server's certificate. */
  cert: string
  /** PEM of the server's private key. */
  key: string
}

const dayMs = 24 * 60 * 60 * 1000
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))

/** @param hosts DNS names and IPv4 addresses that the server answers to. */
export function makeServerTls(hosts: readonly string[], now: Date): ServerTls {
  const authority = keyPair()
  const server = keyPair()
  const issuer = 'embedded-cluster-ca'
  const common = { issuer, issuerKey: authority, now }
  const caCert = certificate({
    ...common,
    subject: issuer,
    subjectKey: authority.publicKey,
    extensions: authorityExtensions,
  })
  const cert = certificate({
    ...common,
    subject: 'kube-apiserver',
    subjectKey: server.publicKey,
    extensions: serverExtensions(hosts),
  })
  return { caCert, cert, key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

interface KeyPair {
  publicKey: KeyObject
  privateKey: KeyObject
}

function keyPair(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
}

interface CertificateRequest {
  subject: string
  subjectKey: KeyObject
  issuer: string
  issuerKey: KeyPair
  now: Date
  extensions: readonly Buffer[]
}

function certificate({
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

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [bool(true)] : []), octets(value))
}

const basicConstraints = '2.5.29.19'
const keyUsage = '2.5.29.15'

const authorityExtensions = [
  extension(basicConstraints, sequence(bool(true)), true),
  // digitalSignature, keyCertSign, cRLSign
  extension(keyUsage, bits(Buffer.from([0b1000_0110]), 1), true),
]

function serverExtensions(hosts: readonly string[]): Buffer[] {
  const names = hosts.map((host) =>
    isIPv4(host) ? implicit(7, Buffer.from(host.split('.').map(Number))) : implicit(2, Buffer.from(host)),
  )
  return [
    extension(basicConstraints, sequence(), true),
    extension(keyUsage, bits(Buffer.from([0b1000_0000]), 7), true),
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(...names)),
  ]
}
