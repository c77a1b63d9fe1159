import { describe, expect, it } from 'vitest'
import { createKeywordSearch } from '../../../../src/secrets/scan/keyword-search.js'
import { always } from '../../../../src/secrets/scan/sieve/looks.js'
import { SievedText } from '../../../../src/secrets/scan/sieve/sieve.js'

const keywords = ['token', 'tokens', 'AKIA', 'ghp_', 'SG.', '-----BEGIN ', 'aaaa'].map((text) => ({
  text,
  ignoreCase: text.startsWith('token'),
  looks: always,
}))
const search = createKeywordSearch(keywords)

function hits(text: string, from = 0, limit = text.length): [string, number][] {
  const found: [string, number][] = []
  search(new SievedText(Buffer.from(text)), from, limit, (index, at) =>
    found.push([keywords[index]?.text ?? '', at]),
  )
  return found
}

describe('the search for keywords', () => {
  it('finds each, also one inside another, in either case where that does not count', () => {
    expect(hits('xTokensx AKIA akia ghp_ -----BEGIN X')).toEqual([
      ['token', 1],
      ['tokens', 1],
      ['AKIA', 9],
      ['ghp_', 19],
      ['-----BEGIN ', 24],
    ])
  })

  it('finds overlapping ones and one of three characters', () => {
    expect(hits('aaaaa')).toEqual([
      ['aaaa', 0],
      ['aaaa', 1],
    ])
    expect(hits('SG.x SG. ')).toEqual([['SG.', 0]])
  })

  it('keeps to what begins between its bounds', () => {
    expect(hits('AKIA AKIA AKIA', 1, 10)).toEqual([['AKIA', 5]])
    expect(hits('AKIA AKIA', 0, 5)).toEqual([['AKIA', 0]])
    expect(hits('AKIA AKIA', 0, 6)).toHaveLength(2)
  })

  it('finds what a plain search finds, wherever it stands', () => {
    for (let at = 0; at < 40; at++) {
      for (const { text } of keywords.filter((keyword) => keyword.text.length > 3)) {
        const hay = '.'.repeat(at) + text + '!'.repeat(7)
        expect(hits(hay)).toContainEqual([text, at])
      }
    }
  })

  it('refuses a keyword that is too short to search for', () => {
    expect(() => createKeywordSearch([{ text: 'ab', ignoreCase: false, looks: always }])).toThrow(RangeError)
  })
})
