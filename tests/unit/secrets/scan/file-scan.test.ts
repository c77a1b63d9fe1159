import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { SecretFinding } from '../../../../src/secrets/index.js'
import { createScanner, scanBytes, secretRules } from '../../../../src/secrets/index.js'
import { base64, fake } from '../../../../src/secrets/rules/samples.js'

const scanner = createScanner({ salt: 'pepper' })
const find = (text: string | Buffer) => scanBytes(scanner, 'a.log', text)
const rules = (findings: readonly SecretFinding[]) => findings.map(({ rule }) => rule)

const token = ['gl', 'pat-', fake('url', 20, 3)].join('')
const pem = secretRules.find(({ id }) => id === 'private-key-pem')?.positive()[0] ?? ''
const auths = `{"auths":{"quay.io":{"auth":"${base64(`org+robot:${fake('upper', 64, 2)}`)}"}}}`

function inChunks(bytes: Buffer, ...sizes: number[]): SecretFinding[] {
  const scan = scanner.file('a.log')
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    scan.write(bytes.subarray(at, at + size))
    at += size
  }
  return scan.end()
}

describe('a scan of a file', () => {
  it('says where a secret is, and never what', () => {
    const [finding, ...more] = find(`one\ntwo ${token}\nthree\n`)
    expect(more).toEqual([])
    expect(finding).toEqual({
      check: 'MG-SEC-003',
      rule: 'gitlab-personal',
      title: 'GitLab personal access token',
      severity: 'critical',
      path: 'a.log',
      line: 2,
      count: 1,
      places: [{ path: 'a.log', line: 2 }],
      masked: 'GitLab personal access token: glpa… (26 characters)',
      length: 26,
      fingerprint: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      layers: [],
    })
    expect(JSON.stringify(finding)).not.toContain(token.slice(6))
  })

  it('counts the lines of one secret as one finding, and names the first few', () => {
    const [finding] = find(
      Array.from({ length: 400 }, (_, i) => `${i} ${token} and again ${token}`).join('\n'),
    )
    expect(finding).toMatchObject({ count: 400, line: 1 })
    expect(finding?.places.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5])
  })

  it('makes fingerprints under its salt', () => {
    const other = scanBytes(createScanner({ salt: 'other' }), 'a.log', token)
    expect(find(token)[0]?.fingerprint).not.toBe(other[0]?.fingerprint)
    expect(find(token)[0]?.fingerprint).toBe(find(`x\n${token}`)[0]?.fingerprint)
  })

  it.each([
    ['base64', base64(`token ${token} end`), ['base64']],
    ['base64 of base64', base64(base64(`here is a token: ${token}`)), ['base64', 'base64']],
    [
      'base64 wrapped into lines',
      wrap(base64('some text before it, so that it is long '.repeat(4) + token), 64),
      ['base64'],
    ],
    [
      'base64 wrapped and indented',
      wrap(base64('some text before it, so that it is long '.repeat(4) + token), 76, '    '),
      ['base64'],
    ],
    ['base64 of gzip', gzipSync(`some text ${token}`).toString('base64'), ['base64', 'gzip']],
    ['percent-encoding', `data:,${encodeURIComponent(`{"x": "${token}"}`)}`, ['percent']],
    [
      'percent-encoded base64',
      `data:,${encodeURIComponent(`{"x": "${base64(`{"t":"${token}"}`)}"}`)}`,
      ['percent', 'base64'],
    ],
  ])('finds it behind %s', (_, hidden, layers) => {
    const findings = find(`first line\nfield: ${hidden}\nlast line`)
    expect(findings).toMatchObject([{ rule: 'gitlab-personal', line: 2, layers }])
    expect(findings[0]?.fingerprint).toBe(find(token)[0]?.fingerprint)
  })

  it('finds one key as one, in PEM, in a JSON string, in base64 and in percent-encoding', () => {
    const forms = [
      pem,
      JSON.stringify({ key: pem }),
      JSON.stringify(JSON.stringify({ pem })),
      base64(pem),
      encodeURIComponent(pem),
    ]
    const found = forms.map((form) => find(`x: ${form}\n`))
    expect(found.map(rules)).toEqual(forms.map(() => ['private-key-pem']))
    expect(new Set(found.map(([finding]) => finding?.fingerprint)).size).toBe(1)
  })

  it('finds registry credentials in JSON, in escaped JSON, percent-encoded and in base64', () => {
    for (const form of [auths, JSON.stringify(auths), encodeURIComponent(auths), base64(auths)]) {
      expect(rules(find(`source: data:,${form}\n`))).toEqual(['registry-auth'])
    }
  })

  it('finds matches across every border between chunks', () => {
    const text = Buffer.from(
      `a: ${token}\nb: ${base64(`the token is ${token}`)}\n${pem}\nc: ${encodeURIComponent(auths)}\n`,
    )
    const whole = find(text)
    expect(rules(whole).sort()).toEqual(['gitlab-personal', 'private-key-pem', 'registry-auth'])
    for (let split = 1; split < text.length; split++)
      expect(inChunks(text, split, text.length)).toEqual(whole)
  })

  it('finds the same across the borders of its own windows, however the file comes', () => {
    const secret = `\n${token}\n${base64(`the token is ${token}`)}\n${pem}\n${encodeURIComponent(auths)}\n`
    // Windows end at offsets that depend on the chunks: every remainder puts the secrets somewhere else in them.
    for (let shift = 0; shift < 10; shift++) {
      const filler = 'an ordinary line of a log, of which there are many\n'.repeat(4000)
      const text = Buffer.from(filler.slice(shift * 531) + secret + filler + secret + filler)
      const whole = find(text)
      expect(whole.map(({ rule, count }) => [rule, count]).sort()).toEqual([
        ['gitlab-personal', 4],
        ['private-key-pem', 2],
        ['registry-auth', 2],
      ])
      expect(inChunks(text, 65_536)).toEqual(whole)
      expect(inChunks(text, 300_000 + shift * 3977, 1, 70_000)).toEqual(whole)
    }
  })

  it('finds secrets in one very long line, plain and in one very long run of base64', () => {
    const line = `{"a":"${'x y '.repeat(100_000)}","t":"${token}","b":"${'z '.repeat(100_000)}"}`
    expect(find(line)).toMatchObject([{ rule: 'gitlab-personal', line: 1, count: 1 }])
    expect(find(base64(line))).toMatchObject([{ rule: 'gitlab-personal', line: 1, count: 1 }])
    expect(inChunks(Buffer.from(base64(line)), 10_000)).toEqual(find(base64(line)))
    expect(find(encodeURIComponent(line))).toMatchObject([{ rule: 'gitlab-personal', count: 1 }])
  })

  it('prefers the rule that knows a value over one that guesses', () => {
    expect(rules(find(`password: ${token}`))).toEqual(['gitlab-personal'])
    expect(rules(find(`{"client_secret": "${token}"}`))).toEqual(['gitlab-personal'])
  })

  it('proves Secrets elided that hide in base64 and in data URLs', () => {
    const secret = (value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\ndata: {k: ${value}}\n`
    for (const hide of [base64, encodeURIComponent]) {
      const leak = find(`a: b\nsource: data:,${hide(secret(base64('some value')))}\n`)
      expect(leak).toMatchObject([{ check: 'MG-SEC-001', line: 2, subject: 'n/s k', length: 10 }])
      expect(find(`source: data:,${hide(secret(base64('10 bytes long')))}\n`)).toEqual([])
    }
  })

  it('says whether a Secret was mentioned', () => {
    const mentions = (text: string) => {
      const scan = scanner.file('x.yaml')
      scan.write(Buffer.from(text))
      scan.end()
      return scan.mentionsSecret
    }
    for (const text of [
      'kind: Secret\n',
      '"kind":"SecretList"',
      '{\\"kind\\":\\"Secret\\"',
      "kind: 'Secret'",
    ])
      expect(mentions(text)).toBe(true)
    for (const text of ['kind: SecretStore', 'Secret', 'kind: ConfigMap']) expect(mentions(text)).toBe(false)
  })

  it('takes nothing, binary data and cut-off escapes without complaint', () => {
    const noise = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919 + (i >> 3)) & 255))
    expect(find('')).toEqual([])
    expect(find(noise)).toEqual([])
    for (const text of ['%', '%2', '\\', '\\u00', 'H4sIAAAAAAAAA'.padEnd(64, 'A')])
      expect(find(text)).toEqual([])
  })
})

function wrap(text: string, width: number, indent = ''): string {
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(`\n${indent}`)
}
