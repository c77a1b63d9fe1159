import { describe, expect, it } from 'vitest'
import { secretRules } from '../../../../../src/secrets/rules/index.js'
import { createKeywordSearch } from '../../../../../src/secrets/scan/keyword-search.js'
import { secretSigns } from '../../../../../src/secrets/scan/secret-signs.js'
import { filterTable } from '../../../../../src/secrets/scan/sieve/filter-table.js'
import { always } from '../../../../../src/secrets/scan/sieve/looks.js'
import { SievedText } from '../../../../../src/secrets/scan/sieve/sieve.js'
import { trialsOf } from '../../../../../src/secrets/scan/trials.js'
import { keywordsIn } from './plainly.js'
import { randomKeywords } from './random-text.js'

const keywords = trialsOf(
  secretRules,
  secretSigns.map(({ literal }) => ({ text: literal, ignoreCase: false, looks: always })),
).map((keyword) => ({ ...keyword, looks: always }))
const search = createKeywordSearch(keywords)

function found(bytes: Buffer, from = 0, limit = bytes.length): string[] {
  const all: string[] = []
  search(new SievedText(bytes), from, limit, (index, at) => all.push(`${at} ${keywords[index]?.text}`))
  return all
}

const plainly = (bytes: Buffer, from = 0, limit = bytes.length) =>
  keywordsIn(bytes, keywords, from, limit).map(({ index, at }) => `${at} ${keywords[index]?.text}`)

/** How many positions the module goes through at a time. */
const stretch = 2046

describe('the keywords of the rules', () => {
  it.each([0, stretch - 8, 2 * stretch - 8])(
    'are found at each of the sixteen places from %i on, up to the last byte',
    (first) => {
      for (let at = first; at < first + 16; at++) {
        const pad = Buffer.alloc(at, '.')
        const wrong = keywords.filter(({ text }) => {
          const bytes = Buffer.concat([pad, Buffer.from(text.length > 3 ? text : `${text}x`, 'latin1')])
          const hit = `${at} ${text}`
          const cut = bytes.subarray(0, -1)
          return !found(bytes).includes(hit) || found(cut).includes(hit) || found(bytes, at + 1).includes(hit)
        })
        expect([at, ...wrong]).toEqual([at])
      }
    },
  )

  it('are those that a plain reading finds, in texts that are made of parts of them', () => {
    let hits = 0
    for (let seed = 1; seed <= 25; seed++) {
      const bytes = randomKeywords(seed, keywords)
      const [from, limit] = [seed % 19, bytes.length - (seed % 23)]
      const expected = plainly(bytes, from, limit)
      expect([seed, ...found(bytes, from, limit)]).toEqual([seed, ...expected])
      hits += expected.length
    }
    expect(hits).toBeGreaterThan(4000)
  })

  it('are those that begin between two bounds, wherever these are', () => {
    const bytes = Buffer.from('AKIAKIA'.repeat(20))
    for (let from = 0; from < 18; from++) {
      for (let limit = from; limit < bytes.length; limit++)
        expect([from, limit, ...found(bytes, from, limit)]).toEqual([
          from,
          limit,
          ...plainly(bytes, from, limit),
        ])
    }
  })

  it('are none in a text of zeros, and none of three characters without a fourth one', () => {
    expect(found(Buffer.alloc(5000))).toEqual([])
    expect(found(Buffer.from('SG.'))).toEqual([])
    expect(found(Buffer.from('SG.\x01 SG.\x7f SG.\xe9 SG.~', 'latin1'))).toEqual(['15 SG.'])
  })
})

describe('the filter', () => {
  const table = filterTable(keywords)
  const passes = (bytes: Buffer, at: number) => {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
    const masks = [first & 31, 32 + (second & 31), 64 + (third & 31), 96 + (third >>> 4)]
    return masks.reduce((mask, index) => mask & (table[index] ?? 0), 0xff) !== 0
  }

  it('lets every keyword pass, and few other positions of a text', () => {
    for (const { text, ignoreCase } of keywords) {
      for (const form of ignoreCase ? [text.toLowerCase(), text.toUpperCase()] : [text])
        expect([form, passes(Buffer.from(form, 'latin1'), 0)]).toEqual([form, true])
    }
    const text = Buffer.from(
      Array.from(
        { length: 200 },
        (_, line) => `2026-11-21T10:${line}:07Z I1121 sync.go:${line}] pod "web-${line}" is running\n`,
      ).join(''),
    )
    const passed = Array.from(text.keys()).filter((at) => passes(text, at))
    expect(passed.length / text.length).toBeLessThan(0.25)
  })
})
