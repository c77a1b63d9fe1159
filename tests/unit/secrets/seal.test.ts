import { describe, expect, it } from 'vitest'
import { createScanner, createSeal, scanDocument } from '../../../src/secrets/index.js'
import { fake } from '../../../src/secrets/rules/samples.js'

const salt = 'a-salt'
const value = `${fake('alnum', 9, 4)}-${fake('lower', 7, 5)}`
const token = `glpat-${fake('url', 20, 6)}`
const base64 = Buffer.from(value).toString('base64')
const { findings } = scanDocument('x.yaml', `kind: Secret\ndata: {a: ${base64}}\n`, { salt })
const seal = createSeal({
  scanner: createScanner({ salt }),
  known: new Set(findings.map(({ fingerprint }) => fingerprint)),
  salt,
})
const leftOut = '<a secret, left out>'

describe('a seal takes out', () => {
  it.each([
    ['a known kind in the name of a file', `namespaces/acme/${token}.yaml`, `namespaces/acme/${leftOut}`],
    ['a known kind in a sentence', `got ${token} back`, `got ${leftOut} back`],
    ['a known value', `Forbidden: ${value} is wrong`, `Forbidden: ${leftOut} is wrong`],
    ['a known value in base64', `it is "${base64}"`, `it is "${leftOut}"`],
    ['a known value of an option', `psql --password=${value} -c x`, `psql --password=${leftOut} -c x`],
    ['a known value in a path', `a/${value}/b`, `a/${leftOut}/b`],
    ['a known value behind a name', `admin:${value}@host`, `admin:${leftOut}@host`],
  ])('%s', (_, text, expected) => {
    expect(seal(text)).toBe(expected)
  })

  it('a private key as a block', () => {
    const lines = ['PRIVATE KEY-----', fake('base64', 64, 1), '-----END PRIVATE KEY-----']
    expect(seal(`a -----BEGIN ${lines.join('\n')} b`)).not.toContain(lines[1])
  })
})

it.each(['version', 'namespaces/acme/core/configmaps.yaml', 'exit code 3: sh: 1: oc: not found', ''])(
  'a text without a secret stays: %s',
  (text) => {
    expect(seal(text)).toBe(text)
  },
)
