import { describe, expect, test } from 'vitest'
import { selectorOf } from '../../../../src/author/manifest/live-selector.js'

const pod = (name: string, labels: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  namespace: 'acme',
  name,
  labels,
})
const one = pod('one', { app: 'acme', tier: 'front', 'pod-template-hash': 'x' })
const two = pod('two', { app: 'acme', tier: 'back', 'pod-template-hash': 'y' })
const three = pod('three', { app: 'other', tier: 'back', 'pod-template-hash': 'y' })
const all = [one, two, three]

describe('a selector gives exactly the objects that it is for', () => {
  test.each([
    ['all of them, without labels', all, false, undefined],
    ['those of one label that people use', [one, two], true, { app: 'acme' }],
    ['one with a label of its own', [one], true, { tier: 'front' }],
    ['one that two labels tell', [two], true, { app: 'acme', tier: 'back' }],
  ])('%s', (_, wanted, preferLabels, labels) => {
    const selector = selectorOf(wanted, all, '{namespace}', preferLabels)
    expect(selector).toEqual({ kind: 'Pod', namespace: '{namespace}', ...(labels ? { labels } : {}) })
  })

  test('none, where only what a controller makes up tells them apart', () => {
    const twin = pod('twin', { app: 'acme', tier: 'front', 'pod-template-hash': 'z' })
    expect(selectorOf([one], [one, twin], '{namespace}', true)).toBeUndefined()
  })
})
