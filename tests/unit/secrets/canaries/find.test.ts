import { describe, expect, it } from 'vitest'
import { createScanner, groupFindings, scanBytes } from '../../../../src/secrets/index.js'
import type { SecretFinding } from '../../../../src/secrets/index.js'
import { fake } from '../../../../src/secrets/rules/samples.js'
import { encodings } from '../../../support/canary-encodings.js'
import { canariesOf } from '../../../support/some-canaries.js'

const canaries = canariesOf(1)
const scanner = createScanner({ canaries })
const find = (text: string | Buffer) => scanBytes(scanner, 'a.log', text)
const named = (kind: string, from = canaries) => from.find((canary) => canary.kind === kind)?.value ?? ''
const checks = (findings: readonly SecretFinding[]) => findings.map(({ check }) => check)

describe('a planted value', () => {
  it('is told by its canary, its encoding and its place, and never shown', () => {
    const [finding, ...more] = find(`one\ntwo ${Buffer.from(named('opaque')).toString('base64')}\n`)
    expect(more).toEqual([])
    expect(finding).toEqual({
      check: 'MG-SEC-002',
      rule: 'opaque',
      title: 'Planted Secret',
      severity: 'critical',
      path: 'a.log',
      line: 2,
      count: 1,
      places: [{ path: 'a.log', line: 2 }],
      masked: 'opaque.acme in base64 (56 characters)',
      length: 56,
      fingerprint: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      layers: ['base64'],
      subject: 'opaque.acme: acme/Some/opaque password',
      covers: expect.any(Array) as string[],
    })
  })

  it.each(encodings.map((encoding) => [encoding.name, encoding] as const))(
    'shows nothing of itself in %s',
    (_, { write }) => {
      for (const { value } of canaries) {
        const said = JSON.stringify(find(write(value)))
        for (const part of value.match(/[A-Za-z0-9]{4,8}/g) ?? []) {
          // What the format of a key or of a configuration has in every one of them is no part of the value.
          if (/BEGIN|PRIVATE|MIGH|auths|registry|example|username|password|puller/.test(part)) continue
          expect(said.includes(part) && part.length >= 6).toBe(false)
        }
      }
    },
  )

  it('is one finding for each encoding, with a count and the first places', () => {
    const value = named('log')
    const lines = Array.from({ length: 400 }, () => `said ${value} and ${value}`)
    const findings = find([...lines, Buffer.from(value).toString('hex')].join('\n'))
    expect(findings.map(({ layers, count, line }) => [layers.join(), count, line])).toEqual([
      ['', 400, 1],
      ['hex', 1, 401],
    ])
    expect(findings[0]?.places).toHaveLength(5)
  })

  it('is one finding in several files', () => {
    const [first, ...more] = groupFindings([
      ...find(named('log')),
      ...scanBytes(scanner, 'b.log', named('log')),
    ])
    expect(more).toEqual([])
    expect(first).toMatchObject({ count: 2, places: [{ path: 'a.log' }, { path: 'b.log' }] })
  })

  it('has the same fingerprint in another run, whatever its value and the name that was made up for it', () => {
    const others = canariesOf(2).map((canary) => ({ ...canary, object: `${canary.object}-x2k4z` }))
    const here = canaries.map((canary) => ({ ...canary, object: `${canary.object}-7bn9q` }))
    const fingerprints = [here, others].map((planted) =>
      planted.map(({ value }) => scanBytes(createScanner({ canaries: planted }), 'f', value)[0]?.fingerprint),
    )
    expect(fingerprints[0]).toEqual(fingerprints[1])
    expect(new Set(fingerprints[0]).size).toBe(canaries.length)
  })

  it.each([
    ['a field that says password', (value: string) => `{"password": ${JSON.stringify(value)}}`],
    ['an assignment', (value: string) => `DB_PASSWORD='${value}'`],
    ['a key in PEM', () => named('tls')],
    ['a key in a JSON string', () => JSON.stringify({ key: named('tls') })],
    ['a pull secret', () => named('dockerconfigjson')],
    [
      'a pull secret in base64',
      () => `.dockerconfigjson: ${Buffer.from(named('dockerconfigjson')).toString('base64')}`,
    ],
    [
      'a header',
      (value: string) => `Authorization: Basic ${Buffer.from(`user:${value}`).toString('base64')}`,
    ],
    [
      'a hidden Secret',
      (value: string) =>
        Buffer.from(
          JSON.stringify({
            kind: 'Secret',
            apiVersion: 'v1',
            metadata: { name: 'x' },
            stringData: { password: value },
          }),
        ).toString('base64'),
    ],
  ])('is no other finding as well in %s', (_, write) => {
    expect([...new Set(checks(find(`a: b\n${write(named('opaque'))}\n`)))]).toEqual(['MG-SEC-002'])
  })

  it('hides no other secret beside it', () => {
    const other = ['gl', 'pat-', fake('url', 20, 5)].join('')
    expect(checks(find(`${named('opaque')} ${other}\n`)).sort()).toEqual(['MG-SEC-002', 'MG-SEC-003'])
  })

  it('is told from what looks like it', () => {
    const look = [2, 3, 4, 5]
      .flatMap((seed) => canariesOf(seed))
      .flatMap(({ value }) => encodings.map(({ write }) => Buffer.from(write(value))))
    const findings = find(Buffer.concat(look.flatMap((bytes) => [bytes, Buffer.from('\n')])))
    expect(findings.filter(({ check }) => check === 'MG-SEC-002')).toEqual([])
  })

  it('is not the public half of a key', async () => {
    const { createPublicKey } = await import('node:crypto')
    const publicKey = createPublicKey(named('tls'))
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(find(`${pem}\n${JSON.stringify(publicKey.export({ format: 'jwk' }))}`)).toEqual([])
  })

  it.each([
    ['SEC 1', { type: 'sec1', format: 'pem' }],
    ['DER', { type: 'pkcs8', format: 'der' }],
    ['JWK', { format: 'jwk' }],
  ] as const)('is a key in another format: %s', async (_, format) => {
    const { createPrivateKey } = await import('node:crypto')
    const exported = createPrivateKey(named('tls')).export(format as never) as unknown
    const bytes =
      Buffer.isBuffer(exported) || typeof exported === 'string' ? exported : JSON.stringify(exported)
    expect(checks(find(bytes))).toContain('MG-SEC-002')
  })
})

describe('a planted value that is broken into lines', () => {
  const wrap = (text: string, columns: number) => text.replace(new RegExp(`.{${columns}}`, 'g'), '$&\n')
  it.each([
    ['base64', 64],
    ['base64', 76],
    ['base64', 40],
    ['base64url', 64],
    ['hex', 60],
    ['hex', 64],
  ] as const)('%s at %i columns: found wherever it begins', (encoding, columns) => {
    for (const canary of canaries) {
      for (let before = 0; before < columns; before++) {
        // Bytes that are no text, so that it is not read as a whole.
        const bytes = Buffer.concat([Buffer.alloc(before, 0xff), Buffer.from(canary.value)])
        const found = find(wrap(bytes.toString(encoding), columns))
        expect(found.some(({ check, rule }) => check === 'MG-SEC-002' && rule === canary.kind)).toBe(true)
      }
    }
  })
})

describe('a planted value that comes in pieces', () => {
  const value = named('basic-auth')
  it.each(encodings.map((encoding) => [encoding.name, encoding] as const))(
    '%s: found at every border between chunks',
    (_, { write }) => {
      const bytes = Buffer.concat([Buffer.from('a: b\n'), Buffer.from(write(value)), Buffer.from('\nc: d\n')])
      const whole = find(bytes)
      expect(checks(whole)).toEqual(['MG-SEC-002'])
      for (let split = 1; split < bytes.length; split++) {
        const scan = scanner.file('a.log')
        scan.write(bytes.subarray(0, split))
        scan.write(bytes.subarray(split))
        expect(scan.end()).toEqual(whole)
      }
    },
  )
})
