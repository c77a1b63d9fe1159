import { describe, expect, it } from 'vitest'
import { secretRules } from '../../../../src/secrets/index.js'
import { lookAhead, lookBehind } from '../../../../src/secrets/scan/matcher.js'
import { ambiguous, longest, lookBehinds, parse, quantifiers } from './support/expression.js'

describe('the lint', () => {
  it.each(['(?:a{1,9}){1,9}', '(?:[a-z]{0,5}x?){2,30}'])('refuses %s', (source) => {
    expect(ambiguous(parse(new RegExp(source)))).not.toEqual([])
  })

  it.each(['a+', '(?:ab)*', 'a{3,}'])('finds no bound in %s', (source) => {
    expect(longest(parse(new RegExp(source)))).toBe(Infinity)
  })

  it('takes what a certain character divides', () => {
    expect(ambiguous(parse(/(?:\d{1,13}-){0,4}/))).toEqual([])
  })
})

describe('the rules', () => {
  it('have ids of their own', () => {
    expect(new Set(secretRules.map(({ id }) => id)).size).toBe(secretRules.length)
    expect(secretRules.length).toBeGreaterThanOrEqual(100)
  })

  it('have no literal in the sources that a push protection would take for a live secret', async () => {
    const { readdir, readFile } = await import('node:fs/promises')
    const folder = new URL('../../../../src/secrets/rules/', import.meta.url)
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(new URL(name, folder), 'utf8')),
    )
    const live =
      /gh[opsur]_[A-Za-z0-9]{36}|AKIA[A-Z2-7]{16}(?<!EXAMPLE)|xox[bp]-\d{10}|sk_live_[A-Za-z0-9]{24}|-----BEGIN [A-Z ]*PRIVATE KEY-----\\?\n?[A-Za-z0-9+/]{40}/
    for (const text of texts) expect(text).not.toMatch(live)
  })
})

describe.each(secretRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const pattern = parse(rule.regex)

  it('repeats nothing without a bound', () => {
    expect(quantifiers(pattern).filter(({ max }) => !Number.isFinite(max))).toEqual([])
  })

  it('repeats no repetition that could be cut up in many ways', () => {
    expect(ambiguous(pattern)).toEqual([])
  })

  it('says in `ignoreCase` alone whether case counts', () => {
    expect(rule.regex.flags).toBe('')
    if (rule.ignoreCase) expect(rule.keywords).toEqual(rule.keywords.map((keyword) => keyword.toLowerCase()))
  })

  it('looks back no further than the window reaches', () => {
    const reaches = lookBehinds(pattern).map(({ alternatives }) => Math.max(...alternatives.map(longest)))
    expect(Math.max(0, ...reaches)).toBeLessThan(lookBehind)
  })

  it('looks ahead no further than it says', () => {
    expect(longest(pattern)).toBeLessThanOrEqual(rule.span ?? 512)
    expect(rule.span ?? 512).toBeLessThanOrEqual(lookAhead)
  })

  it('stays fast on its worst input', () => {
    const flags = rule.ignoreCase ? 'iy' : 'y'
    const regex = new RegExp(rule.regex.source, flags)
    const started = process.cpuUsage()
    let runs = 0
    for (const sample of [...rule.positive(), ...rule.negative()]) {
      for (const cut of [sample.length >> 2, sample.length >> 1, sample.length - 1]) {
        const start = sample.slice(0, cut)
        for (const filler of [start.slice(-1) || 'a', 'a', '1', ' ', '-', '":']) {
          const text = start + filler.repeat(lookAhead)
          for (let at = 0; at < Math.min(cut + 64, 400); at += 3) {
            regex.lastIndex = at
            regex.test(text)
            runs++
          }
        }
      }
    }
    const { user, system } = process.cpuUsage(started)
    // Generous, as the machine may be busy; what backtracks takes milliseconds each.
    expect((user + system) / runs).toBeLessThan(500)
  })
})
