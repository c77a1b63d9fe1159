import { expect, it } from 'vitest'
import { firstWords, lastWords } from '../../../src/lib/whole-words.js'

it.each([
  ['one two three', 13, 'one two three', 'one two three'],
  ['one two-and-three four', 9, 'one ', ' four'],
  ['oneword', 3, '', ''],
  ['say "abc" now', 6, 'say "', '" now'],
])('of %s, at most %d characters in whole words', (text, limit, first, last) => {
  expect(firstWords(text, limit)).toBe(first)
  expect(lastWords(text, limit)).toBe(last)
})
