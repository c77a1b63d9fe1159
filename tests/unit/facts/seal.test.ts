import { expect, it } from 'vitest'
import { sealValues } from '../../../src/facts/seal.js'
import { fake } from '../../../src/secrets/rules/samples.js'

const token = `glpat-${fake('url', 20, 6)}`

it('takes secrets out of every text of a value, but for the fields that are ours', () => {
  const value = { path: `a/${token}`, count: 1, list: [{ got: token, masked: token }], nothing: null }
  const sealed = sealValues(value, { secrets: [], salt: undefined, isOurs: (field) => field === 'masked' })
  expect(sealed).toEqual({
    path: 'a/<a secret, left out>',
    count: 1,
    list: [{ got: '<a secret, left out>', masked: token }],
    nothing: null,
  })
})

it('gives back what holds none as it is', () => {
  const value = { path: 'version', lines: ['acme/must-gather', '1.2.3'] }
  expect(sealValues(value, { secrets: [], salt: undefined, isOurs: () => false })).toBe(value)
})
