import { expect, it } from 'vitest'
import { createScanner, redactText } from '../../../src/secrets/index.js'
import { base64, fake, join } from '../../../src/secrets/rules/samples.js'

const scanner = createScanner()
const password = join('Gj7', 'Klm', '2pQx')
const token = join('gl', 'pat-', fake('url', 20, 5))
const wrapped = (
  base64(`a text in which there is ${token} between other words of no weight at all`).match(/.{1,64}/g) ?? []
).join('\n')

it.each<[string, string, string[]]>([
  ['on one line', `first\npassword: ${password}\nlast`, [password]],
  ['as a variable and its value', `first\n- name: DB_PASSWORD\n  value: ${password}\nlast`, [password]],
  ['as a value and its variable', `first\n- value: ${password}\n  name: DB_PASSWORD\nlast`, [password]],
  [
    'twice',
    `first\n- name: A_PASSWORD\n  value: ${password}\n- name: B_PASSWORD\n  value: ${password}\nlast`,
    [password],
  ],
  ['in wrapped base64', `first\n${wrapped}\nlast`, wrapped.split('\n')],
])('leaves out a secret that stands %s, and nothing else', (_, text, secrets) => {
  const shown = redactText(scanner, text)
  for (const secret of secrets) expect(shown).not.toContain(secret)
  expect(shown.split('\n')).toHaveLength(text.split('\n').length)
  expect(shown).toMatch(/^first\n/)
  expect(shown).toMatch(/\nlast$/)
})

it('leaves a text without a secret as it is', () => {
  const text = 'name: DB_PASSWORD\nvalueFrom:\n  secretKeyRef:\n    name: db-1\n'
  expect(redactText(scanner, text)).toBe(text)
})
