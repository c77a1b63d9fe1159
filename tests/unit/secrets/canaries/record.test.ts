import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { validator } from '../../../../src/facts/validator.js'
import { CanariesFile } from '../../../../src/model/canaries.js'
import {
  canariesFile,
  formatCanaryKey,
  newCanaryKey,
  parseCanaryKey,
  recoverCanaries,
} from '../../../../src/secrets/index.js'
import { canariesOf, keyOf } from '../../../support/some-canaries.js'

describe('canaries', () => {
  it('are the same for the same key, and others for another', () => {
    expect(canariesOf(1)).toEqual(canariesOf(1))
    const values = [1, 2, 3].flatMap((seed) => canariesOf(seed)).map(({ value }) => value)
    expect(new Set(values).size).toBe(values.length)
  })

  it('look like the real thing', () => {
    const valueOf = (kind: string) => canariesOf(1).find((canary) => canary.kind === kind)?.value ?? ''
    expect(createPrivateKey(valueOf('tls')).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    const { auths } = JSON.parse(valueOf('dockerconfigjson')) as {
      auths: Record<string, { username: string; password: string; auth: string }>
    }
    for (const { username, password, auth } of Object.values(auths))
      expect(Buffer.from(auth, 'base64').toString()).toBe(`${username}:${password}`)
    expect(valueOf('opaque')).toMatch(/^[\x21-\x7e]{56}$/)
  })

  it('have no backslash before a letter, and no dollar, whatever the key', () => {
    const values = Array.from({ length: 100 }, (_, seed) => canariesOf(seed)).flatMap((all) =>
      all.filter(({ kind }) => kind === 'log' || kind === 'environment').map(({ value }) => value),
    )
    expect(values.filter((value) => /[\\$][A-Za-z0-9({]/.test(value))).toEqual([])
  })
})

describe('canaries.json', () => {
  const file = canariesFile(keyOf(1), canariesOf(1))

  it('is as its schema wants it, and holds no value', () => {
    const isValid = validator(CanariesFile)
    expect(isValid(file) || isValid.problem()).toBe(true)
    for (const { value } of canariesOf(1)) {
      for (const encoding of ['latin1', 'base64', 'hex'] as const)
        expect(JSON.stringify(file)).not.toContain(Buffer.from(value).toString(encoding).slice(0, 40))
    }
  })

  it('gives the values again, with the key', () => {
    expect(recoverCanaries(keyOf(1), file)).toEqual(canariesOf(1))
  })

  it('refuses the key of another run', () => {
    expect(() => recoverCanaries(keyOf(2), file)).toThrow(
      expect.objectContaining({ code: 'canaries.other-key', exitCode: 2 }) as Error,
    )
  })

  it('tells that it was changed', () => {
    const [first, ...rest] = file.canaries
    const changed = {
      ...file,
      canaries: [{ ...first, namespace: 'other' } as (typeof file.canaries)[number], ...rest],
    }
    expect(() => recoverCanaries(keyOf(1), changed)).toThrow(
      expect.objectContaining({ code: 'canaries.changed' }) as Error,
    )
  })
})

it('shows nothing of a record that a terminal acts on', () => {
  const file = canariesFile(keyOf(1), canariesOf(1))
  const namespace = `a\u001b[31m\n${'x'.repeat(5000)}`
  const changed = { ...file, canaries: file.canaries.map((one) => ({ ...one, namespace })) }
  expect(() => recoverCanaries(keyOf(1), changed)).toThrow(/^\P{Cc}{1,400}$/u)
})

describe('canary.key', () => {
  it('is read as it is written', () => {
    const key = newCanaryKey()
    expect(parseCanaryKey(formatCanaryKey(key), 'f')).toEqual(key)
    expect(newCanaryKey()).not.toEqual(key)
  })

  it.each(['', 'short', `${'A'.repeat(43)}=`, 'A'.repeat(44), '-----BEGIN', `${formatCanaryKey(keyOf(1))}x`])(
    'is told from anything else, without quoting it: %j',
    (text) => {
      expect(() => parseCanaryKey(text, 'some/file')).toThrow(
        expect.objectContaining({
          code: 'canaries.bad-key',
          message: expect.stringMatching(/^some\/file holds no canary key: that is 32 bytes/) as string,
        }) as Error,
      )
    },
  )
})
