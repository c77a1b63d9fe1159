import { expect, test } from 'vitest'
import { writtenPlaces } from '../../../src/redact/written-values.js'

test('finds a value behind its key, quoted or not', () => {
  const text = 'password: abc\n"password": "abc"\nother: abc\n'
  expect(writtenPlaces(text, 'password', 'abc').map(({ start, end }) => text.slice(start, end))).toEqual([
    'abc',
    'abc',
  ])
})

test('ends where the key is empty, which stands everywhere', () => {
  const text = '{"": "abcdef"}'
  expect(writtenPlaces(text, '', 'abcdef').map(({ start }) => start)).toContain(6)
  expect(writtenPlaces(text, '', 'not there')).toEqual([])
})
