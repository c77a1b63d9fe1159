import { describe, expect, test } from 'vitest'
import { judgeBundle } from '../../../../src/bundle/index.js'
import { bundleOf, mustGatherImage, operatorImage } from '../../../support/bundle/good-bundle.js'
import { goodBundles } from '../../../support/bundle/good-bundles.js'

describe('good bundles', () => {
  test.each(Object.keys(goodBundles))('%s: no finding', (name) => {
    const parts = goodBundles[name]?.()
    expect(parts && judgeBundle(bundleOf(parts), { operatorImage, mustGatherImage })).toEqual([])
  })

  test('without a configuration nothing is held against one', () => {
    const parts = goodBundles['small']?.()
    expect(parts && judgeBundle(bundleOf(parts), {})).toEqual([])
  })
})
