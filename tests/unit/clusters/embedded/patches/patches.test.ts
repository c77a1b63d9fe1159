import { describe, expect, it } from 'vitest'
import { applyJsonPatch } from '../../../../../src/clusters/embedded/patches/json-patch.js'
import { listRules } from '../../../../../src/clusters/embedded/patches/list-keys.js'
import { applyMergePatch } from '../../../../../src/clusters/embedded/patches/merge-patch.js'
import { applyStrategicMerge } from '../../../../../src/clusters/embedded/patches/strategic-merge.js'
import { wireStore } from '../support/objects.js'

describe('JSON patch', () => {
  it.each([
    ['add', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['add into a list', { l: [1, 3] }, [{ op: 'add', path: '/l/1', value: 2 }], { l: [1, 2, 3] }],
    ['add behind a list', { l: [1] }, [{ op: 'add', path: '/l/-', value: 2 }], { l: [1, 2] }],
    ['replace', { a: 1 }, [{ op: 'replace', path: '/a', value: null }], { a: null }],
    ['remove', { a: 1, b: 2 }, [{ op: 'remove', path: '/a' }], { b: 2 }],
    ['move', { a: { x: 1 } }, [{ op: 'move', from: '/a/x', path: '/y' }], { a: {}, y: 1 }],
    ['copy', { a: { x: 1 } }, [{ op: 'copy', from: '/a', path: '/b' }], { a: { x: 1 }, b: { x: 1 } }],
    ['test', { a: [1] }, [{ op: 'test', path: '/a', value: [1] }], { a: [1] }],
    ['an escaped path', { 'a/b~c': 1 }, [{ op: 'replace', path: '/a~1b~0c', value: 2 }], { 'a/b~c': 2 }],
  ])('%s', (_what, document, patch, expected) => {
    const before = structuredClone(document)
    expect(applyJsonPatch(document, patch)).toEqual(expected)
    expect(document).toEqual(before)
  })

  it.each([
    [{ op: 'remove', path: '/nothere' }],
    [{ op: 'replace', path: '/nothere', value: 1 }],
    [{ op: 'add', path: '/a/b/c', value: 1 }],
    [{ op: 'test', path: '/a', value: 2 }],
    [{ op: 'add', path: '/l/7', value: 1 }],
    [{ op: 'shout', path: '/a' }],
  ])('%j is refused', (operation) => {
    expect(() => applyJsonPatch({ a: 1, l: [] }, [operation])).toThrow('the server rejected our request')
  })
})

describe('merge patch', () => {
  it.each([
    [{ a: 1 }, { a: null }, {}],
    [{ a: { b: 1, c: 2 } }, { a: { b: null, d: 3 } }, { a: { c: 2, d: 3 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: 1 }, { a: { b: { c: null } } }, { a: { b: {} } }],
  ])('%j with %j is %j', (target, patch, expected) => {
    expect(applyMergePatch(target, patch)).toEqual(expected)
  })
})

describe('strategic merge patch', () => {
  const store = wireStore()
  const type = store.type('deployments.apps')
  if (!type) throw new Error('no deployments')
  const rules = listRules(type, true)
  const pods = (podSpec: object) => ({ spec: { template: { spec: podSpec } } })
  const containers = [
    { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }], ports: [{ containerPort: 80 }] },
    { name: 'b', image: 'b:1' },
  ]

  it.each([
    [
      'merges items by their key',
      { containers },
      { containers: [{ name: 'b', image: 'b:2' }] },
      { containers: [containers[0], { name: 'b', image: 'b:2' }] },
    ],
    ['adds items', { containers: [] }, { containers: [{ name: 'c' }] }, { containers: [{ name: 'c' }] }],
    [
      'deletes items',
      { containers },
      { containers: [{ name: 'a', $patch: 'delete' }] },
      { containers: [containers[1]] },
    ],
    [
      'merges lists in items',
      { containers },
      { containers: [{ name: 'a', env: [{ name: 'Y', value: '2' }] }] },
      {
        containers: [
          {
            ...containers[0],
            env: [
              { name: 'X', value: '1' },
              { name: 'Y', value: '2' },
            ],
          },
          containers[1],
        ],
      },
    ],
    [
      'goes by the container port',
      { containers },
      { containers: [{ name: 'a', ports: [{ containerPort: 80, name: 'web' }] }] },
      { containers: [{ ...containers[0], ports: [{ containerPort: 80, name: 'web' }] }, containers[1]] },
    ],
    [
      'replaces where told',
      { containers },
      { containers: [{ $patch: 'replace' }, { name: 'c' }] },
      { containers: [{ name: 'c' }] },
    ],
    [
      'replaces lists without a key',
      { tolerations: [{ key: 'a' }] },
      { tolerations: [{ key: 'b' }] },
      { tolerations: [{ key: 'b' }] },
    ],
    [
      'orders',
      { containers },
      { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
      { containers: [containers[1], containers[0]] },
    ],
    [
      'keeps only what it is told to',
      { volumes: [{ name: 'v', emptyDir: {} }] },
      { volumes: [{ name: 'v', $retainKeys: ['name', 'secret'], secret: { secretName: 's' } }] },
      { volumes: [{ name: 'v', secret: { secretName: 's' } }] },
    ],
    ['takes fields away', { hostNetwork: true }, { hostNetwork: null }, {}],
  ])('%s', (_what, before, patch, after) => {
    expect(applyStrategicMerge(pods(before), pods(patch), rules)).toEqual(pods(after))
  })

  it('takes values out of primitive lists', () => {
    const before = { metadata: { finalizers: ['a', 'b'] } }
    const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } }
    expect(applyStrategicMerge(before, patch, rules)).toEqual({ metadata: { finalizers: ['b'] } })
  })
})
