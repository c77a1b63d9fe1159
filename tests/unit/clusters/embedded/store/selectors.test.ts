import { describe, expect, it } from 'vitest'
import {
  formatLabelSelector,
  matchLabelSelector,
  parseLabelSelector,
} from '../../../../../src/clusters/embedded/store/selectors.js'
import { configMap, pod, wireStore } from '../support/objects.js'

describe('label selectors', () => {
  const labels = { app: 'web', tier: 'front', 'app.kubernetes.io/name': 'x', n: '5' }
  it.each([
    ['', true],
    ['app=web', true],
    ['app==web', true],
    ['app!=web', false],
    ['none!=web', true],
    ['app=web,tier=back', false],
    ['app in (web, api)', true],
    ['app notin (web)', false],
    ['none notin (web)', true],
    ['app.kubernetes.io/name', true],
    ['!app', false],
    ['!none', true],
    ['app in (a,b),tier', false],
    ['n>4', true],
    ['n<4', false],
  ])('%j matches: %s', (selector, expected) => {
    expect(parseLabelSelector(selector)(labels)).toBe(expected)
  })

  it.each([
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a b', /^unable to parse requirement/],
    [',', /^unable to parse/],
  ])('%j is refused', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(message)
  })

  it('are read from objects too, and written as text', () => {
    const selector = {
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'tier', operator: 'In', values: ['front', 'mid'] },
        { key: 'x', operator: 'DoesNotExist' },
      ],
    }
    expect(matchLabelSelector(selector)(labels)).toBe(true)
    expect(matchLabelSelector(selector)({ app: 'web', tier: 'back' })).toBe(false)
    expect(matchLabelSelector(undefined)(labels)).toBe(false)
    expect(formatLabelSelector(selector)).toBe('!x,app=web,tier in (front,mid)')
  })
})

describe('field selectors', () => {
  const store = wireStore()
  store.create('pods', pod('a'))
  store.create('pods', pod('b', { nodeName: 'n1' }))
  store.create('configmaps', configMap('c'))
  const select = (fieldSelector: string, typeName = 'pods') =>
    store.list(typeName, { fieldSelector }).items.map(({ metadata }) => metadata.name)

  it.each([
    ['metadata.name=a', ['a']],
    ['metadata.name!=a', ['b']],
    ['spec.nodeName=n1,status.phase=Pending', ['b']],
    ['spec.nodeName=', ['a']],
    ['metadata.namespace=wire', ['a', 'b']],
  ])('%s', (selector, expected) => {
    expect(select(selector)).toEqual(expected)
  })

  it('refuse what a type cannot be selected by', () => {
    expect(() => select('spec.foo=1')).toThrow('field label not supported: spec.foo')
    expect(() => select('status.phase=Running', 'configmaps')).toThrow(
      'field label not supported: status.phase',
    )
    expect(() => select('foo')).toThrow("invalid selector: 'foo'; can't understand 'foo'")
  })
})
