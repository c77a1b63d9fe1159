import { generateKeyPairSync } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { certificate, extension, type KeyPair } from '../../../lib/certificate.js'
import { bits, bool, implicit, oid, sequence } from '../../../lib/der.js'

/** A certificate authority of one cluster, and the server certificate that it has signed; both live as long as the cluster. */
export interface ServerTls {
  /** PEM of the authority, for kubeconfigs and `ca.crt`. */
  caCert: string
  /** PEM of the server's certificate. */
  cert: string
  /** PEM of the server's private key. */
  key: string
}

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

function keyPair(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
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
