import { describe, expect, it } from 'vitest'
import { planExpected } from '../../../src/facts/expected-plan.js'
import type { CaptureRecord } from '../../../src/model/capture-record.js'
import type { ExpectedEntry, ExpectedFiles } from '../../../src/model/expected-files.js'
import type { LiveObjects } from '../../../src/model/image-probe.js'
import type { ResolvedIsv } from '../../../src/model/isv-config.js'

const config = {
  name: 'acme',
  install: { namespace: 'acme-system' },
  contract: { operatorVersion: '1.4.2+build' },
} as ResolvedIsv

const record = {
  cluster: { platform: 'kubernetes', version: 'v1.30.2-gke.100', features: ['apps', 'acme.example.com'] },
} as CaptureRecord

const pod = (name: string, namespace: string, app = 'operator') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  name,
  namespace,
  labels: { app },
})
const live = {
  objects: [
    pod('a', 'acme-system'),
    pod('b', 'acme-system', 'operand'),
    pod('c', 'other'),
    { apiVersion: 'rbac/v1', kind: 'ClusterRole', name: 'system:x[1]*' },
    { apiVersion: 'rbac/v1', kind: 'ClusterRole', name: '{isv}' },
  ],
} as LiveObjects

const plan = (file: ExpectedEntry, context: object = { record, live }) => {
  const [entry] = planExpected({ files: [file] } as ExpectedFiles, { config, ...context }).entries
  if (!entry) throw new Error('no entry')
  return entry
}
const globs = (file: ExpectedEntry, context?: object) => plan(file, context).globs.map(({ glob }) => glob)
const matches = (glob: string, path: string) => plan({ path: glob }).globs.some((one) => one.matches(path))

describe('globs', () => {
  it.each([
    ['a/*.yaml', 'a/b.yaml', true],
    ['a/*.yaml', 'a/b/c.yaml', false],
    ['*.yaml', 'a/b.yaml', false],
    ['a/**', 'a/b/c', true],
    ['**/c', 'c', true],
    ['**/c', 'a/b/c', true],
    ['a/*', 'a/.hidden', true],
    ['**/x', '.a/x', true],
    ['version', 'a/version', false],
    ['version', 'version', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['!a', 'b', false],
    ['!a', '!a', true],
    ['a', 'A', false],
    ['a/b.yaml', 'a/bxyaml', false],
  ])('%s on %s: %s', (glob, path, expected) => {
    expect(matches(glob, path)).toBe(expected)
  })
})

describe('variables', () => {
  it('are filled in', () => {
    expect(globs({ path: '{isv}/{namespace}/{operatorVersion}' })).toEqual(['acme/acme-system/1.4.2+build'])
    expect(matches('{operatorVersion}', '1.4.2+build')).toBe(true)
    expect(matches('{operatorVersion}', '1.4.22build')).toBe(false)
  })

  it('come once for each live object of the kind, namespace and labels', () => {
    const path = 'n/{namespace}/{name}.yaml'
    expect(globs({ path, for: { kind: 'Pod' } })).toEqual(
      ['acme-system/a', 'acme-system/b', 'other/c'].map((name) => `n/${name}.yaml`),
    )
    expect(globs({ path, for: { kind: 'Pod', namespace: '{namespace}' } })).toHaveLength(2)
    expect(globs({ path, for: { kind: 'Pod', labels: { app: 'operand' } } })).toEqual([
      'n/acme-system/b.yaml',
    ])
    expect(globs({ path, for: { kind: 'Pod', apiVersion: 'v2' } })).toEqual([])
  })

  it('stand for themselves, whatever the name of an object holds', () => {
    const { globs } = plan({ path: 'r/{name}.yaml', for: { kind: 'ClusterRole' } })
    expect(globs.map(({ glob }) => glob)).toEqual(['r/system:x[1]*.yaml', 'r/{isv}.yaml'])
    expect(globs[0]?.matches('r/system:x[1]*.yaml')).toBe(true)
    expect(globs[0]?.matches('r/system:x1y.yaml')).toBe(false)
    expect(globs[1]?.matches('r/{isv}.yaml')).toBe(true)
  })

  it('are filled in forbidden globs', () => {
    const { forbidden } = planExpected({ files: [], forbidden: ['{namespace}/secret'] } as never, { config })
    expect(forbidden[0]?.matches('acme-system/secret')).toBe(true)
  })
})

describe('conditions', () => {
  const skip = (when: ExpectedEntry['when'], context?: object) =>
    plan({ path: 'x', ...(when ? { when } : {}) }, context).skip

  it.each([
    [{ platform: 'kubernetes' }],
    [{ version: '>=1.30' }],
    [{ version: '<1.31' }],
    [{ feature: 'acme.example.com' }],
    [{ platform: 'kubernetes', version: '^1.30.0', feature: 'apps' }],
  ] as [NonNullable<ExpectedEntry['when']>][])('hold: %j', (when) => {
    expect(skip(when)).toBeUndefined()
  })

  it.each([
    [{ platform: 'openshift' }, 'the cluster is kubernetes, not openshift'],
    [{ version: '>=1.31' }, 'version v1.30.2-gke.100 is not >=1.31'],
    [{ feature: 'operators.coreos.com' }, 'the cluster does not serve operators.coreos.com'],
    [{ platform: 'kubernetes', feature: 'x' }, 'the cluster does not serve x'],
  ] as [NonNullable<ExpectedEntry['when']>, string][])('that do not hold say so: %j', (when, reason) => {
    expect(skip(when)).toEqual({ kind: 'not-applicable', reason })
  })

  it('on a cluster that is not known cannot be decided', () => {
    expect(skip({ platform: 'openshift' }, {})).toMatchObject({ kind: 'not-evaluated' })
    const odd = { record: { cluster: { platform: 'kubernetes', version: 'unknown', features: [] } } }
    expect(skip({ version: '>=1.30' }, odd)).toMatchObject({ kind: 'not-evaluated' })
    expect(skip({ platform: 'openshift', version: '>=1.30' }, odd)).toMatchObject({ kind: 'not-applicable' })
  })

  it('that are false leave the path out; those that cannot be decided neither miss nor forbid it', () => {
    expect(globs({ path: 'x', when: { platform: 'openshift' } })).toEqual([])
    expect(globs({ path: 'x', when: { platform: 'openshift' } }, {})).toEqual(['x'])
    const undecided = plan({ path: 'n/{namespace}/{name}.yaml', for: { kind: 'Pod' } }, {})
    expect(undecided.skip).toMatchObject({ kind: 'not-evaluated' })
    expect(undecided.globs[0]?.matches('n/any/pod.yaml')).toBe(true)
  })

  it('without a live object are not applicable', () => {
    expect(plan({ path: '{name}', for: { kind: 'Gadget', namespace: '{namespace}' } }).skip).toEqual({
      kind: 'not-applicable',
      reason: 'there was no such Gadget in acme-system on the cluster',
    })
  })
})
