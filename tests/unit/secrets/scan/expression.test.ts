import { describe, expect, it, test } from 'vitest'
import { secretRules } from '../../../../src/secrets/index.js'
import { compileExpression, mayMatch } from '../../../../src/secrets/scan/expression.js'
import { createKeywordSearch } from '../../../../src/secrets/scan/keyword-search.js'
import { SievedText } from '../../../../src/secrets/scan/sieve/sieve.js'
import { secretSigns } from '../../../../src/secrets/scan/secret-signs.js'
import { createSurroundings } from '../../../../src/secrets/scan/surroundings.js'
import { trialsOf } from '../../../../src/secrets/scan/trials.js'

const looked = secretRules.filter(
  ({ then, look, needs, regex }) => then ?? look ?? needs ?? /^\(\?<!\[/.test(regex.source),
)

const fillers = [
  '-',
  '_',
  '.',
  ' ',
  '\n',
  '"',
  "'",
  ': ',
  '=',
  ',',
  '>',
  '@',
  'a',
  'Z9',
  'value: ',
  'name: ',
  '--x ',
  'password',
  'token',
]

/** The sample, and what comes of it when a piece of it is doubled, taken out, or has something put before it. */
function* variants(sample: string): Generator<string> {
  yield sample
  for (let at = 0; at <= sample.length; at += 1 + (at >> 4)) {
    yield sample.slice(0, at) + sample.slice(at + 1)
    for (const filler of fillers) yield sample.slice(0, at) + filler + sample.slice(at)
  }
}

describe.each(looked.map((rule) => [rule.id, rule] as const))('a look at the bytes for %s', (_, rule) => {
  it('refuses nothing that its expression takes', () => {
    const expression = compileExpression(rule)
    const search = createKeywordSearch(trialsOf([rule], []))
    let matches = 0
    for (const sample of rule.positive())
      for (const text of variants(sample)) {
        const bytes = Buffer.from(text, 'latin1')
        const near = createSurroundings(bytes)
        const left = new Set<number>()
        search(new SievedText(bytes), 0, bytes.length, (_, at, looks) => {
          if (looks & expression.look) left.add(at)
        })
        const searched = rule.ignoreCase ? text.toLowerCase() : text
        const places = new Set(
          rule.keywords.flatMap((keyword) =>
            placesOf(searched, keyword).map((at) => `${at} ${at + keyword.length}`),
          ),
        )
        for (const place of [...places].sort((a, b) => parseInt(a) - parseInt(b))) {
          const [at = 0, end = 0] = place.split(' ').map(Number)
          expression.regex.lastIndex = at
          if (!expression.regex.test(text)) continue
          matches++
          const isTaken = left.has(at) && mayMatch(expression, bytes, at, end, near)
          expect(isTaken, JSON.stringify(text)).toBe(true)
        }
      }
    expect(matches).toBeGreaterThan(0)
  })
})

test('a look at the bytes before a kind refuses no Secret', () => {
  const [{ literal, regex, look }] = secretSigns as [(typeof secretSigns)[number]]
  const search = createKeywordSearch([{ text: literal, ignoreCase: false, looks: look }])
  let matches = 0
  for (const sample of [
    'kind: Secret\n',
    '"kind":"SecretList"',
    String.raw`{\"kind\": \"Secret\"}`,
    "'kind' : 'Secret'",
  ])
    for (const text of variants(sample)) {
      const bytes = Buffer.from(text, 'latin1')
      const left = new Set<number>()
      search(new SievedText(bytes), 0, bytes.length, (_, at) => left.add(at))
      for (const at of placesOf(text, literal)) {
        regex.lastIndex = at
        if (!regex.test(text)) continue
        matches++
        expect(left.has(at), JSON.stringify(text)).toBe(true)
      }
    }
  expect(matches).toBeGreaterThan(300)
})

function placesOf(text: string, keyword: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) places.push(at)
  return places
}

test.each([
  ['(?<![A-Z])AB', 'xAB', 'XAB'],
  ['(?<![\\w-])AB', ' AB', '-AB'],
])('a class that %s begins with is looked at before it is run', (source, taken, refused) => {
  const expression = compileExpression({
    ...(secretRules[0] as (typeof secretRules)[0]),
    regex: new RegExp(source),
  })
  const look = (text: string) =>
    mayMatch(expression, Buffer.from(text), 1, 3, createSurroundings(Buffer.from(text)))
  expect(look(taken)).toBe(true)
  expect(look(refused)).toBe(false)
})

test('a class that only one of several alternatives begins with is not', () => {
  const rule = { ...(secretRules[0] as (typeof secretRules)[0]), regex: /(?<![A-Z])AB|AC/ }
  expect(compileExpression(rule).notAfter).toBeUndefined()
})
