import { expect, test } from 'vitest'
import { bundleRules } from '../../../../src/bundle/index.js'
import { checks } from '../../../../src/checks/index.js'
import { advisoryBundleRules } from '../../../../src/model/bundle.js'

test('what the rules call advice, the checks take as advice', () => {
  for (const [check, rules] of Object.entries(advisoryBundleRules)) {
    const advisory = bundleRules.filter((rule) => rule.check === check && rule.level === 'recommended')
    expect([...rules].sort()).toEqual(advisory.map(({ id }) => id).sort())
    expect(Object.keys(checks.find(({ id }) => id === check)?.parts ?? {}).sort()).toEqual([...rules].sort())
  }
})

test('every rule has a name of its own that a profile can write', () => {
  const ids = bundleRules.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !/^[a-z-]+$/.test(id))).toEqual([])
})
