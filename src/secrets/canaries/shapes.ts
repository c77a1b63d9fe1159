import { createECDH, createPrivateKey } from 'node:crypto'
import type { CanaryKind } from '../../model/canaries.js'
import type { RandomBytes } from './random.js'
import { randomText, shuffled } from './random.js'

/** What a value of each kind looks like: as the real thing does. */
export const shapes: Record<CanaryKind, (random: RandomBytes) => string> = {
  opaque: password,
  'basic-auth': password,
  dockerconfigjson: dockerConfig,
  tls: privateKey,
  'config-map': password,
  environment: password,
  log: password,
}

/** Of a password: the stretches of letters and digits, which no way of quoting and escaping changes. */
export const stretch = 16

/**
 * Three stretches. What lies between the first two makes base64 and base64url differ wherever it begins, and what lies
 * between the last two has to be escaped in JSON, YAML, URLs and shells. A backslash comes before no letter, and a dollar
 * before no name: neither `echo` nor the variables of a pod change the value.
 */
function password(random: RandomBytes): string {
  const text = () => randomText(random, stretch)
  return [text(), shuffled(random, '~?>'), text(), `${shuffled(random, `"'\\$`)}&`, text()].join('')
}

const pullUser = 'puller'

function dockerConfig(random: RandomBytes): string {
  const secret = password(random)
  const auth = Buffer.from(`${pullUser}:${secret}`).toString('base64')
  return JSON.stringify({ auths: { 'registry.example.com': { username: pullUser, password: secret, auth } } })
}

/** A key of its own on P-256, as PKCS #8 in PEM. */
function privateKey(random: RandomBytes): string {
  const scalar = Buffer.from(random.take(32))
  // Below the order of the curve, whatever the other bytes are, and not zero.
  scalar[0] = ((scalar[0] ?? 0) & 0x7f) | 0x01
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(scalar)
  const point = curve.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: scalar.toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  return createPrivateKey({ key: jwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' }).toString()
}
