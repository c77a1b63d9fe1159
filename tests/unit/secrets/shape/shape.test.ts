import { describe, expect, it } from 'vitest'
import { fake } from '../../../../src/secrets/rules/samples.js'
import { isBasicCredential } from '../../../../src/secrets/shape/basic.js'
import { base62Crc32, endsWithBase62Crc32, endsWithHexCrc32 } from '../../../../src/secrets/shape/checksum.js'
import { characterClasses, entropy, isRandomEnough } from '../../../../src/secrets/shape/entropy.js'
import { isIdentifier } from '../../../../src/secrets/shape/identifier.js'
import { parseJwt } from '../../../../src/secrets/shape/jwt.js'
import { isPlaceholder } from '../../../../src/secrets/shape/placeholder.js'

describe('entropy', () => {
  it('is what Shannon says', () => {
    expect(entropy('aaaa')).toBe(0)
    expect(entropy('abab')).toBe(1)
    expect(entropy('0123456789abcdef')).toBe(4)
  })

  it('counts the classes of characters', () => expect(characterClasses('aB3-')).toBe(4))

  it.each(['aaaaaaaaaaaaaaaa', 'abcdefghijklmnopqrst', '0123456789012345', 'short'])(
    '%s is not random',
    (text) => expect(isRandomEnough(text)).toBe(false),
  )

  it('takes nearly everything that was drawn at random', () => {
    for (const alphabet of ['alnum', 'hex', 'base32', 'url'] as const) {
      const drawn = Array.from({ length: 500 }, (_, seed) => fake(alphabet, 24, seed))
      expect(drawn.filter((text) => !isRandomEnough(text)).length).toBeLessThanOrEqual(2)
    }
  })
})

describe('checksums', () => {
  // CRC-32 of "123456789" is 0xCBF43926, the check value of its definition: 3VBEtA in base 62.
  it('are CRC-32 in base 62', () => {
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    const value = [...base62Crc32('123456789')].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0)
    expect(value).toBe(0xcbf43926)
  })

  it('hold for what they were made of, and for nothing else', () => {
    const token = `ghx_${fake('alnum', 30)}${base62Crc32(fake('alnum', 30))}`
    expect(endsWithBase62Crc32(token)).toBe(true)
    expect(endsWithBase62Crc32(token.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')))).toBe(false)
    expect(endsWithHexCrc32(`glsa_123456789_${'3ad58e0b'}`)).toBe(true)
    expect(endsWithHexCrc32(`glsa_123456789_${'cbf43926'}`)).toBe(false)
  })
})

describe('placeholders', () => {
  it.each([
    '',
    '<redacted>',
    '${X}',
    '$(X)',
    '{{ x }}',
    'changeme',
    'your-token',
    'xxxxxxxxxx',
    '****',
    'null',
    'AKIAIOSFODNN7EXAMPLE',
  ])('%s', (text) => expect(isPlaceholder(text)).toBe(true))
  it.each(['hunter2', 'Tr0ub4dor&3', fake('alnum', 32)])('%s is none', (text) =>
    expect(isPlaceholder(text)).toBe(false),
  )
})

describe('identifiers', () => {
  it.each([
    '3f2b6c1e-9d4a-4f6b-8c2d-1e5f7a9b0c3d',
    'sha256:0123',
    'my-secret-7x2kd',
    '/var/run/x',
    'https://x',
    'ns/name',
    '3607',
    '10m',
    '10.0.0.1:80',
    'a@b.org',
    'ProgressDeadline',
    'camelCase',
    'CONSTANT_NAME',
    '2026-11-20T10:00:00Z',
  ])('%s', (text) => expect(isIdentifier(text)).toBe(true))
  it.each(['Gj7Klm2p', fake('base64', 44), fake('alnum', 20)])('%s is none', (text) =>
    expect(isIdentifier(text)).toBe(false),
  )
})

describe('the rest', () => {
  it('reads a JWT, and says of other text that it is none', () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(parseJwt(`${part({ alg: 'x' })}.${part({ sub: 'y' })}.z`)).toEqual({
      header: { alg: 'x' },
      payload: { sub: 'y' },
    })
    for (const text of ['', 'a.b.c', `${part([1])}.${part({})}.z`, part({})])
      expect(parseJwt(text)).toBeUndefined()
  })

  it('knows user and password in base64', () => {
    const encode = (text: string) => Buffer.from(text, 'latin1').toString('base64')
    expect(isBasicCredential(encode('me:hunter2'))).toBe(true)
    for (const text of ['no colon', 'me:', 'me:<password>', 'm\xffe:hunter2'])
      expect(isBasicCredential(encode(text))).toBe(false)
  })
})
