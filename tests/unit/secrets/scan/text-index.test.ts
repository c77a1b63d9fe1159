import { expect, test } from 'vitest'
import { createTextIndex } from '../../../../src/secrets/scan/text-index.js'

/** As the index should answer, told by comparing each with each. */
const touchesAny = (texts: readonly string[], text: string) =>
  texts.some((other) => other.includes(text) || text.includes(other))

/** The same texts for the same seed; of few letters, so that many are parts of others. */
function texts(count: number, seed: number): string[] {
  let state = seed
  const next = (below: number) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % below
  return Array.from({ length: count }, () =>
    Array.from({ length: 3 + next(14) }, () => 'abc'[next(3)]).join(''),
  )
}

test.each([
  ['few', 20],
  ['many', 400],
])('%s texts: answers as comparing each with each does', (_, count) => {
  const known = texts(count, 7).map((text) => `key-${text}`)
  const index = createTextIndex(known)
  const asked = [...texts(300, 11), ...known.slice(0, 40).flatMap((text) => [text.slice(2, 9), `x${text}y`])]
  for (const text of asked) expect(index.touches(text), text).toBe(touchesAny(known, text))
  expect(asked.filter((text) => index.touches(text)).length).toBeGreaterThan(40)
  expect(asked.filter((text) => !index.touches(text)).length).toBeGreaterThan(40)
})

test('what is added later counts, also when the few become many', () => {
  const index = createTextIndex([])
  for (let number = 0; number < 200; number++) {
    expect(index.touches(`<secret-${number}-end>`)).toBe(false)
    index.add(`secret-${number}-end`)
    expect(index.touches(`<secret-${number}-end>`)).toBe(true)
  }
})
