import { expect, test } from 'vitest'
import { SievedText } from '../../../../../src/secrets/scan/sieve/sieve.js'
import { randomEscapes } from './random-text.js'

const control: Record<string, string> = { n: '\n', r: '\r', t: '\t' }
/** As plainly as can be. */
const plainly = {
  unpercent: (text: string) =>
    text.replace(/%([\da-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16))),
  unescape: (text: string) =>
    text.replace(/\\(?:u00([\da-fA-F]{2})|(["'\\/nrt]))/g, (_, digits: string | undefined, letter: string) =>
      digits === undefined ? (control[letter] ?? letter) : String.fromCharCode(parseInt(digits, 16)),
    ),
}

test.each(['unpercent', 'unescape'] as const)('%s writes what a plain reading does', (name) => {
  let changed = 0
  for (let seed = 1; seed <= 2000; seed++) {
    const bytes = randomEscapes(seed)
    const wanted = plainly[name](bytes.toString('latin1'))
    expect(new SievedText(bytes)[name](0, bytes.length).toString('latin1'), `seed ${seed}`).toBe(wanted)
    if (wanted.length < bytes.length) changed++
  }
  expect(changed).toBeGreaterThan(1500)
})

test('parts of a text, longer than the memory was, one after the other', () => {
  const bytes = Buffer.from(`${'%41 \\" '.repeat(100_000)}`)
  const text = new SievedText(bytes)
  expect(text.unpercent(0, bytes.length).toString()).toBe('A \\" '.repeat(100_000))
  expect(text.unescape(7, 21).toString()).toBe('%41 " %41 " ')
  expect(text.unpercent(bytes.length - 7, bytes.length - 4).toString()).toBe('A')
})

test('an escape that the end cuts is taken whole, as the text goes on', () => {
  const text = new SievedText(Buffer.from('ab%41cd'))
  expect(text.unpercent(0, 3).toString()).toBe('abA')
  expect(new SievedText(Buffer.from('ab\\u0041')).unescape(0, 3).toString()).toBe('abA')
  expect(new SievedText(Buffer.from('ab%4')).unpercent(0, 4).toString()).toBe('ab%4')
})
