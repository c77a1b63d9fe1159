import { expect, test } from 'vitest'
import { clip, oneLine, printable } from '../../../src/lib/printable.js'

test.each([
  ['plain\ttext\nof two lines', 'plain\ttext\nof two lines'],
  ['crlf\r\nlf', 'crlf\nlf'],
  ['\x1b[31m', '\\u{1B}[31m'],
  ['\0', '\\u{0}'],
  ['\ud800x', '\\u{D800}x'],
  ['😀', '😀'],
  ['\ufffe\u{1fffe}', '\\u{FFFE}\\u{1FFFE}'],
  ['a\u202Eb', 'a\\u{202E}b'],
  ['a\u200Db', 'a\u200Db'],
])('%j is printed as %j', (text, expected) => {
  expect(printable(text)).toBe(expected)
})

test('one line keeps the words and marks where lines ended', () => {
  expect(oneLine('  a\n\n  b\tc ')).toBe('a ⏎ b c')
})

test('a cut never leaves half of a character', () => {
  expect(clip('abcdef', 4)).toBe('abc…')
  expect(clip('ab😀cd', 4)).toBe('ab…')
  expect(clip('abcd', 4)).toBe('abcd')
})
