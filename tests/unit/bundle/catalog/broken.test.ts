import { describe, expect, it } from 'vitest'
import { rules } from '../../../../src/bundle/catalog/judge/finding.js'
import { brokenBundles } from './broken-bundles.js'
import { brokenChannels } from './broken-channels.js'
import { asJson, asYaml, judge } from './catalogs.js'

const broken = [...brokenChannels, ...brokenBundles]

describe('a catalog with one defect', () => {
  it.each(broken.map((one) => [one.rule, one.about, one] as const))('%s: %s', async (rule, _, one) => {
    const written = {
      YAML: { 'acme/catalog.yaml': asYaml(one.blobs) },
      JSON: { 'acme/catalog.json': asJson(one.blobs) },
      'JSON in lines': { 'catalog.json': asJson(one.blobs, 0) },
    }
    for (const [shape, files] of Object.entries(written)) {
      const { findings, notEvaluated } = await judge(files, one.held)
      expect({ shape, rules: findings.map((finding) => finding.rule) }).toEqual({ shape, rules: [rule] })
      expect(notEvaluated).toEqual([])
      const [finding] = findings
      expect(finding?.message).toMatch(/^\S.*[^.]$/)
      expect(finding?.got).not.toBe('')
      expect(finding?.subject).not.toBe('')
      expect(rules).toHaveProperty([rule])
    }
  })

  it('is there for every rule but those of files, which have their own', () => {
    const ofFiles = ['no-such-image', 'no-catalog', 'unreadable', 'package-without-channel']
    const covered = new Set([...broken.map(({ rule }) => rule), ...ofFiles])
    expect(Object.keys(rules).filter((rule) => !covered.has(rule))).toEqual([])
  })
})
