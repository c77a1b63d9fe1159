import { expect, it } from 'vitest'
import { createKnownValues, mostKnown } from '../../../src/redact/known-values.js'
import { fake } from '../../../src/secrets/rules/samples.js'

it('says so where there are more values than are looked for everywhere', () => {
  const known = createKnownValues()
  const add = (from: number, to: number) => {
    for (let seed = from; seed < to; seed++)
      known.addOfSecret({ key: 'a', value: fake('alnum', 24, seed), encoded: false })
  }
  add(1, mostKnown)
  expect(known.lack).toBeUndefined()
  // Some of those by chance are none that would be looked for.
  add(mostKnown, mostKnown + 100)
  expect(known.rules()).toHaveLength(mostKnown)
  expect(known.lack).toMatch(/^it holds more than 5000 secrets/)
})
