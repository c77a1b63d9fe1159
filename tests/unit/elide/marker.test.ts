import { expect, test } from 'vitest'
import { elidedValue, mayEndInElision } from '../../../src/elide/index.js'

const whole = elidedValue(12)

test.each(Array.from(whole, (_, index) => whole.slice(0, index + 1)).filter((text) => text.length > 2))(
  'a text that ends in %s may be cut off in an elided value',
  (text) => {
    expect(mayEndInElision(`data:\n  password: ${text}`)).toBe(true)
  },
)

test.each([
  '',
  'password: ',
  'password: hunter2',
  `password: ${Buffer.from('12 monkeys').toString('base64')}`,
  `${whole}\n`,
])('a text that ends in %j is not', (text) => {
  expect(mayEndInElision(text)).toBe(false)
})
