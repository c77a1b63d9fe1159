import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { secretRules } from '../../../src/secrets/index.js'

/** What looks like a secret, made when it is needed: no file of the repository holds one. */

/** The first positive sample of a rule. */
export function sampleOf(rule: string): string {
  const sample = secretRules.find(({ id }) => id === rule)?.positive()[0]
  if (sample === undefined)
    throw new Error(`no rule ${rule}; there are ${secretRules.map(({ id }) => id).join(', ')}`)
  return sample
}

export const randomValue = () => randomBytes(18).toString('base64')

export const privateKeyPem = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey

export const publicKeyPem = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).publicKey

export const secretYaml = (name: string, value: string, indent = '') =>
  [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    `  name: ${name}`,
    '  namespace: x',
    'type: Opaque',
    'data:',
    `  password: ${Buffer.from(value).toString('base64')}`,
  ]
    .map((line) => `${indent}${line}\n`)
    .join('')
