import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { SecretFinding } from '../../../../src/secrets/index.js'
import { createScanner } from '../../../../src/secrets/index.js'
import { base64, fake, join } from '../../../../src/secrets/rules/samples.js'

const scanner = createScanner({ salt: 'pepper' })
const token = join('gl', 'pat-', fake('url', 20, 5))

/** Scans the bytes in pieces of these sizes, the last one over and over. */
function scan(bytes: Buffer, ...sizes: number[]): SecretFinding[] {
  const file = scanner.file('a')
  let size = bytes.length
  for (let at = 0; at < bytes.length; at += size) {
    size = sizes.shift() ?? size
    file.write(bytes.subarray(at, at + size))
  }
  return file.end()
}

const brief = (found: SecretFinding[]) =>
  found.map(({ rule, line, layers }) => `${rule}:${line} ${layers.join(' ')}`)

/** Text that gzip does not make much smaller, with a token at its end. */
const noise = (length: number) =>
  `${Array.from({ length: length / 50 }, (_, at) => fake('base64', 50, at + 1)).join('\n')}\nthe token is ${token}\n`
const wrapped = (text: string, width: number) => text.replace(new RegExp(`.{${width}}`, 'g'), '$&\n    ')
const ordinary = 'an ordinary line of a log, of which there are many\n'

describe('what is packed', () => {
  it.each([
    ['short', 400],
    ['longer than a segment', 60_000],
    ['longer than a window', 400_000],
  ])('is found where it is %s, wherever it begins in a window and however it comes', (_, length) => {
    const packed = gzipSync(noise(length)).toString('base64')
    for (const before of [0, 2000, 3900, 5100]) {
      const text = Buffer.from(`${ordinary.repeat(before)}release: ${packed}\nkind: ConfigMap\n`)
      const expected = [`gitlab-personal:${before + 1} base64 gzip`]
      expect(brief(scan(text))).toEqual(expected)
      expect(brief(scan(text, 65_536))).toEqual(expected)
      expect(brief(scan(text, 1, 99_991))).toEqual(expected)
    }
  })

  it('is looked at as far as there is room, and said not to be proven, where it unpacks to more', () => {
    const packed = gzipSync(`${token}\n${'a line of a log\n'.repeat(2_000_000)}`, { level: 1 }).toString(
      'base64',
    )
    const file = createScanner().file('release.yaml')
    file.write(Buffer.from(`release: ${packed}\n`))
    expect(brief(file.end())).toEqual(['gitlab-personal:1 base64 gzip'])
    expect(file.unproven).toBe('behind base64, gzip it unpacks to more than 16 MB')
  })

  it('is found in lines', () => {
    const packed = gzipSync(noise(60_000)).toString('base64')
    for (const width of [64, 76]) {
      const text = Buffer.from(`a:\n    ${wrapped(packed, width)}\nkind: ConfigMap\n`)
      expect(brief(scan(text)).map((one) => one.replace(/:\d+/, ''))).toEqual(['gitlab-personal base64 gzip'])
      expect(scan(text, 10_007)).toEqual(scan(text))
    }
  })

  it('is unpacked up to where it was cut off', () => {
    const packed = gzipSync(`${token}\n${noise(5000)}`).toString('base64')
    expect(brief(scan(Buffer.from(packed.slice(0, 3000))))).toContain('gitlab-personal:1 base64 gzip')
  })
})

it('finds base64 with the digits of URLs across every border', () => {
  const hidden = Buffer.from(`???>>>~~~???>>> the token is ${token} ???>>>`).toString('base64url')
  expect(hidden).toMatch(/^[\w]{0,24}[-_]/)
  const text = Buffer.from(`x: ${hidden}\ny: z\n`)
  const whole = scan(text)
  expect(brief(whole)).toEqual(['gitlab-personal:1 base64'])
  for (let split = 1; split < text.length; split++) expect(scan(text, split, text.length)).toEqual(whole)
})

it('finds both of two values that a dash joins', () => {
  const text = `prometheusoperatedconfiguration-${base64(`the token is ${token}`)}`
  expect(brief(scan(Buffer.from(text)))).toEqual(['gitlab-personal:1 base64'])
})

it('finds the same in UTF-16 across every border', () => {
  const little = Buffer.from(`\ufefffirst\nt: ${token}\nb: ${base64(`a token: ${token}`)}\n`, 'utf16le')
  for (const bytes of [little, Buffer.from(little).swap16()]) {
    const whole = scan(bytes)
    expect(brief(whole)).toEqual(['gitlab-personal:2 utf-16'])
    expect(whole).toMatchObject([{ count: 2 }])
    for (let split = 1; split < bytes.length; split++) expect(scan(bytes, split, bytes.length)).toEqual(whole)
  }
  expect(scan(Buffer.from([0xff, 0xfe]))).toEqual([])
  expect(scan(Buffer.from([0xff]))).toEqual([])
})
