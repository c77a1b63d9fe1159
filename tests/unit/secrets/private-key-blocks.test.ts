import { expect, it } from 'vitest'
import { withoutPrivateKeys } from '../../../src/secrets/private-key-blocks.js'
import { fake } from '../../../src/secrets/rules/samples.js'

const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')
const end = ['-----END', 'PRIVATE KEY-----'].join(' ')
const [one, other] = [fake('base64', 64, 1), fake('base64', 64, 2)]

it.each([
  ['a key', ['first:', begin, one, end, 'last'], 'first:\n<key>\nlast'],
  ['two', [begin, one, end, 'between', begin, other, end], '<key>\nbetween\n<key>'],
  ['two in each other', ['first:', begin, begin, one, other, end, other, end, 'last'], 'first:\n<key>\nlast'],
  ['one without end', ['first:', begin, one, 'last'], 'first:\n<key>'],
  ['one without beginning', ['first:', one, other, end, 'last'], 'first:<key>\nlast'],
  ['none', ['first', one, 'last'], `first\n${one}\nlast`],
])('leaves out %s', (_, lines, expected) => {
  expect(withoutPrivateKeys(lines.join('\n'), '<key>')).toBe(expected)
})
