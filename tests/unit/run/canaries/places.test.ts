import { describe, expect, test } from 'vitest'
import { withoutGenerated } from '../../../../src/lib/generated-names.js'
import { canaryKinds } from '../../../../src/model/canaries.js'
import { namespacesOf } from '../../../../src/run/canaries/namespaces.js'
import { canaryPlaces, nameOf } from '../../../../src/run/canaries/places.js'
import { canaryRights, whatLacks } from '../../../../src/run/canaries/rights.js'

const all = { secrets: true, configMap: true, environment: true, log: true }

describe('canaryPlaces', () => {
  test('one of each kind in every namespace', () => {
    const places = canaryPlaces(['a', 'b'], 'run-1')
    expect(places.map(({ kind, namespace }) => `${kind}.${namespace}`)).toEqual(
      ['a', 'b'].flatMap((namespace) => canaryKinds.map((kind) => `${kind}.${namespace}`)),
    )
  })

  test('names that two runs do not share, and that are known again', () => {
    const names = (runId: string) => canaryPlaces(['a'], runId).map(nameOf)
    expect(names('run-1').filter((name) => names('run-2').includes(name))).toEqual([])
    expect(names('run-1').map(withoutGenerated)).toEqual(names('run-2').map(withoutGenerated))
    for (const name of names('run-1')) expect(name).toMatch(/^[a-z]+-[a-z]+-[a-z0-9]{5}$/)
  })
})

test('the namespaces are those of the operator and of its operands', () => {
  const object = (kind: string, name: string, namespace?: string) => ({
    ...{ apiVersion: 'v1', kind, metadata: { name, ...(namespace !== undefined && { namespace }) } },
  })
  const samples = [object('Namespace', 'b'), object('Widget', 'x', 'c'), object('Widget', 'y')]
  const isv = { install: { method: 'manifests' as const, manifests: [], namespace: 'a' } }
  expect(namespacesOf(isv, samples)).toEqual(['a', 'b', 'c'])
})

describe('rights', () => {
  test('of what is switched on alone, and none that the run could not do without', () => {
    const rights = canaryRights({ ...all, environment: false, log: false }, ['a'])
    expect(rights.map(({ resource }) => resource)).toEqual(['secrets', 'configmaps'])
    expect(rights.every(({ dispensable }) => dispensable)).toBe(true)
  })

  test('what lacks keeps only those from being planted that need it, and only there', () => {
    const [lacking] = canaryRights(all, ['a']).filter(({ resource }) => resource === 'pods/exec')
    const missing = lacking ? [{ ...lacking, verb: 'create' }] : []
    expect(whatLacks(missing, 'log', 'a')).toMatchObject({ verb: 'create', resource: 'pods/exec' })
    expect(whatLacks(missing, 'environment', 'a')).toBeUndefined()
    expect(whatLacks(missing, 'log', 'b')).toBeUndefined()
  })
})
