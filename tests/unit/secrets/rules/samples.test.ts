import { describe, expect, it } from 'vitest'
import { createScanner, scanBytes, secretRules } from '../../../../src/secrets/index.js'

describe.each(secretRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const scanner = createScanner({ rules: [rule] })
  const found = (text: string) => scanBytes(scanner, 'file', Buffer.from(text, 'latin1'))

  it('has samples', () => {
    expect(rule.positive().length).toBeGreaterThan(0)
    expect(rule.negative().length).toBeGreaterThan(0)
  })

  it.each(rule.positive())('finds one in sample %#', (sample) => {
    expect(found(sample)).toMatchObject([{ rule: id, check: rule.check, count: 1 }])
    if (rule.verify) expect(found(sample)[0]?.verified).toBe(true)
  })

  it.each(rule.negative())('finds none in look-alike %#', (sample) => expect(found(sample)).toEqual([]))

  it.each(rule.positive())('has a keyword in sample %#', (sample) => {
    const text = rule.ignoreCase ? sample.toLowerCase() : sample
    if (!rule.decoded) expect(rule.keywords.some((keyword) => text.includes(keyword))).toBe(true)
  })
})
