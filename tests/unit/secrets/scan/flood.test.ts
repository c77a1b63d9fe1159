import { expect, test } from 'vitest'
import { createScanner, mostOfRule, scanBytes } from '../../../../src/secrets/index.js'
import { fake } from '../../../../src/secrets/rules/samples.js'

const many = 6000
const flood = Array.from({ length: many }, (_, seed) => `password: Kd7-${fake('alnum', 12, seed + 1)}`)

test('a file full of one kind of secret hides no other kind, before it or behind it', () => {
  const forge = (seed: number) => ['gl', 'pat-', fake('url', 20, seed)].join('')
  const text = [`token is ${forge(1)}`, ...flood, `token is ${forge(2)}`].join('\n')
  const findings = scanBytes(createScanner(), 'a.log', text)
  expect(findings.filter(({ rule }) => rule === 'gitlab-personal').map(({ line }) => line)).toEqual([1, 6002])
  expect(findings.filter(({ rule }) => rule === 'password-assignment')).toHaveLength(mostOfRule)
})

test('what is beyond is counted', () => {
  const scan = createScanner().file('a.log')
  scan.write(Buffer.from(flood.join('\n')))
  expect(scan.end()).toHaveLength(mostOfRule)
  expect(scan.beyond).toBe(many - mostOfRule)
})

test('a value that was found is counted wherever it stands again, and nothing is beyond', () => {
  const scan = createScanner().file('a.log')
  scan.write(Buffer.from(`${flood.slice(0, 5).join('\n')}\n`.repeat(3000)))
  expect(scan.end().map(({ count }) => count)).toEqual([3000, 3000, 3000, 3000, 3000])
  expect(scan.beyond).toBe(0)
})
