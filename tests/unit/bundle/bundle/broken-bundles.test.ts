import { describe, expect, test } from 'vitest'
import { bundleRules } from '../../../../src/bundle/bundle/rules/index.js'
import { judgeBundle } from '../../../../src/bundle/index.js'
import { brokenBundles, brokenParts } from '../../../support/bundle/broken-bundles.js'
import { bundleOf, mustGatherImage, operatorImage } from '../../../support/bundle/good-bundle.js'

describe('bundles with one defect each', () => {
  test.each(brokenBundles)('$rule: $what', (broken) => {
    const bundle = bundleOf(brokenParts(broken))
    const findings = judgeBundle(bundle, { operatorImage, mustGatherImage })
    expect([...new Set(findings.map(({ rule }) => rule))]).toEqual([broken.rule])
    const [finding] = findings.filter(({ rule }) => rule === broken.rule)
    expect(finding?.check).toBe(bundleRules.find(({ id }) => id === broken.rule)?.check)
    if (!broken.at) return
    expect(finding?.path).toBe(broken.at.path)
    const text = bundle.files.find(({ path }) => path === finding?.path)?.text ?? ''
    if (broken.at.text !== undefined)
      expect(text.split('\n')[(finding?.line ?? 0) - 1]).toContain(broken.at.text)
  })

  test('no rule is without a broken bundle, and no finding shows the value of a Secret', () => {
    const tested = new Set(brokenBundles.map(({ rule }) => rule))
    expect(bundleRules.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([])
    const all = brokenBundles.flatMap((broken) => judgeBundle(bundleOf(brokenParts(broken)), {}))
    expect(JSON.stringify(all)).not.toContain(['hunt', 'er2'].join(''))
    expect(all.every(({ message, want, got, fix }) => message && want && got && fix)).toBe(true)
  })
})
