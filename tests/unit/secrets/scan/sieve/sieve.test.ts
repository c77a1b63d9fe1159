import { readFile } from 'node:fs/promises'
import { describe, expect, it, test } from 'vitest'
import { compileSieve, sieveTarget } from '../../../../../scripts/compile-sieve.js'
import { keywordTables } from '../../../../../src/secrets/scan/sieve/keyword-tables.js'
import { mostPairs } from '../../../../../src/secrets/scan/sieve/layout.js'
import { always } from '../../../../../src/secrets/scan/sieve/looks.js'
import { SievedText } from '../../../../../src/secrets/scan/sieve/sieve.js'
import { endOfValue, isReadable, nextValue } from './plainly.js'
import { randomText } from './random-text.js'

const sieved = (text: string) => new SievedText(Buffer.from(text, 'latin1'))
const tablesOf = (...words: string[]) =>
  keywordTables(
    words.map((text, number) => ({ number, text, ignoreCase: text === text.toLowerCase(), looks: always })),
  )

function hits(
  words: readonly string[],
  text: SievedText,
  from = 0,
  limit = text.bytes.length,
): [string, number][] {
  const found: [string, number][] = []
  text.keywords(tablesOf(...words), from, limit, (number, at) => found.push([words[number] ?? '', at]))
  return found
}

test('the compiled module is what its sources give', async () => {
  expect(await readFile(sieveTarget, 'utf8')).toBe(await compileSieve())
})

describe('keywords', () => {
  it('are found at every place, in the case that counts, and up to the last byte', () => {
    for (let at = 0; at < 40; at++) {
      const text = sieved(`${' '.repeat(at)}PassWord AKIA akia`)
      expect(hits(['password', 'AKIA'], text)).toEqual([
        ['password', at],
        ['AKIA', at + 9],
      ])
    }
    expect(hits(['akia'], sieved('aki'))).toEqual([])
  })

  it('are those between the bounds', () => {
    expect(hits(['word'], sieved('word word word'), 1, 10)).toEqual([['word', 5]])
    expect(hits(['word'], sieved('word'.repeat(3)), 4, 5)).toEqual([['word', 4]])
  })

  it('are all found where there are more than the output has room for', () => {
    const text = sieved('aaaa '.repeat(2 * mostPairs))
    expect(hits(['aaaa', 'aaa '], text)).toHaveLength(4 * mostPairs)
  })

  it('are those of the set that is asked for, and of the text, whichever was asked last', () => {
    const [first, second] = [sieved('alpha gamma'), sieved('gamma')]
    expect(hits(['alpha'], first)).toEqual([['alpha', 0]])
    expect(hits(['gamma'], second)).toEqual([['gamma', 0]])
    expect(hits(['gamma'], first)).toEqual([['gamma', 6]])
    const nested: number[] = []
    first.keywords(tablesOf('alpha', 'gamma'), 0, 11, (_, at) => {
      nested.push(at, ...hits(['gamma'], second).map(([, within]) => within))
    })
    expect(nested).toEqual([0, 0, 6, 0])
  })
})

describe('lines and words', () => {
  it('are counted and found at every offset', () => {
    for (let at = 0; at < 40; at++) {
      const text = sieved(`${'\n.'.repeat(at)}H4sI${'\n'.repeat(17)}`)
      expect(text.lines(0, text.bytes.length)).toBe(at + 17)
      expect(text.lines(2 * at, text.bytes.length)).toBe(17)
      expect(text.find(Buffer.from('H4sI'), 0, text.bytes.length)).toBe(2 * at)
      expect(text.find(Buffer.from('H4sI'), 0, 2 * at)).toBeUndefined()
      expect(text.find(Buffer.from('H4sI'), 2 * at + 1, text.bytes.length)).toBeUndefined()
    }
  })
})

describe('values in base64', () => {
  it('are those that a plain reading finds, in texts of all kinds', () => {
    const segment = 300
    for (let seed = 1; seed <= 400; seed++) {
      const bytes = Buffer.from(randomText(seed), 'latin1')
      const text = new SievedText(bytes)
      const limit = Math.floor(bytes.length * 0.9)
      for (let from = 0; from < limit;) {
        const start = text.nextValue(from, limit, segment)
        expect([seed, from, start]).toEqual([seed, from, nextValue(bytes, from, limit, segment)])
        if (start === undefined) break
        for (const inside of [false, true]) {
          const end = text.endOfValue(start, start + segment + 1, inside)
          expect([seed, start, end]).toEqual([seed, start, endOfValue(bytes, start, segment, inside)])
        }
        expect([seed, start, text.isReadable(start)]).toEqual([seed, start, isReadable(bytes, start)])
        from = Math.max(text.endOfValue(start, start + segment + 1, false), start + 1)
      }
    }
  })
})
