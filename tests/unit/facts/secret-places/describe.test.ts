import { expect, it } from 'vitest'
import { base64, fake } from '../../../../src/secrets/rules/samples.js'
import { brief, secretsIn } from '../../../support/secrets-in.js'
import { password } from './samples.js'

const described = (type: string, data: string) =>
  `Name:         db\nNamespace:    app\nLabels:       <none>\nAnnotations:  <none>\n\nType:  ${type}\n\nData\n====\n${data}`
const jwt = [
  { alg: 'RS256', kid: 'x' },
  { sub: 'system:serviceaccount:app:x', iss: 'kubernetes/serviceaccount' },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat(fake('url', 86, 1))
  .join('.')

it.each<[string, string, string[]]>([
  [
    'the token of a service account',
    described(
      'kubernetes.io/service-account-token',
      `ca.crt:     1025 bytes\nnamespace:  3 bytes\ntoken:      ${jwt}\n`,
    ),
    ['Secret token:12'],
  ],
  ['values', described('Opaque', `a:  12 bytes\nb:  hunter2\nc:  x\n`), ['Secret b:11', 'Secret c:12']],
  [
    'two Secrets',
    `${described('Opaque', 'a:  1 bytes\n')}\n\n${described('Opaque', 'b:  x\n')}`,
    ['Secret b:22'],
  ],
])('finds what describe shows of a Secret: %s', async (_, text, expected) => {
  expect((await secretsIn({ 'secrets.txt': text })).map(brief)).toEqual(expected)
})

it('hands to the rules what describe shows of other things', async () => {
  const text = `Name:  c\n\nData\n====\nconfig:\n----\npassword: ${password}\n\nEvents:  <none>\n`
  expect((await secretsIn({ 'c.txt': text })).map(brief)).toEqual(['password-assignment:7'])
})

it.each<[string, string]>([
  [
    'what describe shows of an elided Secret',
    described('Opaque', 'password:  12 bytes\ntoken:  1024 bytes\n'),
  ],
  ['a Secret without data', described('Opaque', '')],
  ['what describe shows of a ConfigMap', 'Name:  c\n\nData\n====\nkey:\n----\nvalue\n\nEvents:  <none>\n'],
  ['an encoded marker', described('Opaque', `a:  ${base64('<redacted>')}\n`)],
])('finds none in %s', async (_, text) => {
  expect((await secretsIn({ 'secrets.txt': text })).map(brief)).toEqual([])
})
