import { expect, test } from 'vitest'
import { createScanner, scanBytes } from '../../../../src/secrets/index.js'
import { fake } from '../../../../src/secrets/rules/samples.js'

test('a file full of one kind of secret hides no other kind, before it or behind it', () => {
  const forge = (seed: number) => ['gl', 'pat-', fake('url', 20, seed)].join('')
  const flood = Array.from({ length: 6000 }, (_, seed) => `password: Kd7-${fake('alnum', 12, seed + 1)}`)
  const text = [`token is ${forge(1)}`, ...flood, `token is ${forge(2)}`].join('\n')
  const findings = scanBytes(createScanner(), 'a.log', text)
  expect(findings.filter(({ rule }) => rule === 'gitlab-personal').map(({ line }) => line)).toEqual([1, 6002])
  expect(findings.filter(({ rule }) => rule === 'password-assignment')).toHaveLength(5000)
})
