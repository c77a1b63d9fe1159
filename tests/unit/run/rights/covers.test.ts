import { describe, expect, test } from 'vitest'
import { coverAll, covers } from '../../../../src/run/rights/covers.js'

const podsReader = { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] }

describe('a rule covers an action', () => {
  test.each([
    ['of its verb, group and type', podsReader, { verb: 'get', group: '', resource: 'pods' }, true],
    ['not of another verb', podsReader, { verb: 'create', group: '', resource: 'pods' }, false],
    ['not of another group', podsReader, { verb: 'get', group: 'metrics.k8s.io', resource: 'pods' }, false],
    ['not of a subresource', podsReader, { verb: 'get', group: '', resource: 'pods/log' }, false],
    [
      'of a subresource of any type',
      { verbs: ['*'], apiGroups: ['*'], resources: ['*/log'] },
      { verb: 'get', group: '', resource: 'pods/log' },
      true,
    ],
    [
      'of anything',
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles', name: 'x' },
      true,
    ],
    [
      'of the one object that it names',
      { ...podsReader, resourceNames: ['a'] },
      { verb: 'get', group: '', resource: 'pods', name: 'a' },
      true,
    ],
    [
      'not of all objects, where it names one',
      { ...podsReader, resourceNames: ['a'] },
      { verb: 'get', group: '', resource: 'pods' },
      false,
    ],
  ])('%s', (_, rule, action, allowed) => {
    expect(covers(rule, action)).toBe(allowed)
  })
})

describe('who holds rules may grant', () => {
  const held = [podsReader, { verbs: ['get'], nonResourceURLs: ['/healthz/*'] }]
  test.each([
    ['what is less', [{ ...podsReader, verbs: ['list'] }], true],
    ['nothing', [], true],
    [
      'a part that lies in two rules',
      [podsReader, { verbs: ['get'], nonResourceURLs: ['/healthz/etcd'] }],
      true,
    ],
    ['not one verb more', [{ ...podsReader, verbs: ['list', 'watch'] }], false],
    ['not everything', [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }], false],
    ['not other paths', [{ verbs: ['get'], nonResourceURLs: ['/metrics'] }], false],
  ])('%s', (_, wanted, allowed) => {
    expect(coverAll(held, wanted)).toBe(allowed)
  })
})
