import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../../../src/clusters/embedded/store/api-error.js'
import type { StoreEvent } from '../../../../../src/clusters/embedded/store/types.js'
import {
  configMap,
  definitions,
  deployment,
  pod,
  settled,
  widget,
  widgetDefinition,
  wireStore,
} from '../support/objects.js'

function failure(act: () => unknown): ApiError {
  try {
    act()
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('objects', () => {
  it('get an identity, and a version that counts up with every change of anything', () => {
    const store = wireStore()
    const one = store.create('configmaps', configMap('one'))
    const two = store.create('configmaps', configMap('two'))
    expect(one.metadata.uid).toMatch(/^[0-9a-f-]{36}$/)
    expect(Number(two.metadata.resourceVersion)).toBe(Number(one.metadata.resourceVersion) + 1)
    expect(store.resourceVersion()).toBe(Number(two.metadata.resourceVersion))
  })

  it('come out frozen, so that nobody changes them behind the history', () => {
    const store = wireStore()
    const made = store.create('configmaps', configMap('one', { a: '1' }))
    expect(() => ((made as unknown as { data: Record<string, string> }).data['a'] = '2')).toThrow(TypeError)
  })

  it('are not the object that was handed in', () => {
    const store = wireStore()
    const mine = configMap('one', { a: '1' })
    store.create('configmaps', mine)
    ;(mine as unknown as { data: Record<string, string> }).data['a'] = '2'
    expect(store.get('configmaps', 'wire', 'one')).toMatchObject({ data: { a: '1' } })
  })

  it('get a name from generateName', () => {
    const store = wireStore()
    const made = store.create('configmaps', configMap('', {}, { generateName: 'gen-' }))
    expect(made.metadata.name).toMatch(/^gen-[b-z2-9]{5}$/)
  })

  it.each([
    ['a second of the name', () => configMap('one'), 'AlreadyExists', 'configmaps "one" already exists'],
    [
      'a missing namespace',
      () => configMap('x', {}, { namespace: 'nothere' }),
      'NotFound',
      'namespaces "nothere" not found',
    ],
    [
      'a bad name',
      () => configMap('Bad_Name'),
      'Invalid',
      /^ConfigMap "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain/,
    ],
    [
      'a bad label',
      () => configMap('x', {}, { labels: { a: 'not good' } }),
      'Invalid',
      /metadata.labels: Invalid value: "not good"/,
    ],
  ])('are refused with %s', (_what, make, reason, message) => {
    const store = wireStore()
    store.create('configmaps', configMap('one'))
    const error = failure(() => store.create('configmaps', make()))
    expect(error.reason).toBe(reason)
    expect(error.message).toMatch(message)
  })

  it('keep their version where a write changes nothing', () => {
    const store = wireStore()
    const made = store.create('configmaps', configMap('one', { a: '1' }))
    expect(store.update('configmaps', configMap('one', { a: '1' })).metadata.resourceVersion).toBe(
      made.metadata.resourceVersion,
    )
  })

  it('are protected from a write over a version that has passed', () => {
    const store = wireStore()
    const { metadata } = store.create('configmaps', configMap('one', { a: '1' }))
    store.update('configmaps', configMap('one', { a: '2' }))
    const stale = configMap('one', { a: '3' }, { resourceVersion: metadata.resourceVersion ?? '' })
    expect(failure(() => store.update('configmaps', stale)).message).toBe(
      'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
    )
  })

  it('are not kept by a dry run', () => {
    const store = wireStore()
    const before = store.resourceVersion()
    expect(store.create('configmaps', configMap('one'), { dryRun: true }).metadata.uid).toBeDefined()
    expect(store.get('configmaps', 'wire', 'one')).toBeUndefined()
    expect(store.resourceVersion()).toBe(before)
  })
})

describe('status and generation', () => {
  it('keeps status out of an ordinary write, and spec out of a write of status', () => {
    const store = wireStore()
    store.create('deployments.apps', { ...deployment('web'), status: { replicas: 9 } })
    expect(store.get('deployments.apps', 'wire', 'web')?.status).toBeUndefined()
    const changed = { ...deployment('web', 5), status: { replicas: 2 } }
    expect(store.update('deployments.apps', changed, 'status')).toMatchObject({
      spec: { replicas: 1 },
      status: { replicas: 2 },
    })
    expect(store.update('deployments.apps', { ...changed, status: { replicas: 7 } })).toMatchObject({
      spec: { replicas: 5 },
      status: { replicas: 2 },
    })
  })

  it('counts generation up with the spec alone', () => {
    const store = wireStore()
    const generation = () => store.get('deployments.apps', 'wire', 'web')?.metadata.generation
    store.create('deployments.apps', deployment('web'))
    store.update('deployments.apps', { ...deployment('web'), status: { replicas: 1 } }, 'status')
    const labelled = deployment('web')
    labelled.metadata.labels = { a: 'b' }
    store.update('deployments.apps', labelled)
    expect(generation()).toBe(1)
    store.update('deployments.apps', deployment('web', 3))
    expect(generation()).toBe(2)
  })
})

describe('deletion', () => {
  it('waits for finalizers, and ends with the last of them', () => {
    const store = wireStore()
    store.create('configmaps', configMap('held', {}, { finalizers: ['wire.example/hold'] }))
    expect(store.delete('configmaps', 'wire', 'held').metadata).toMatchObject({
      deletionGracePeriodSeconds: 0,
    })
    const more = configMap('held', {}, { finalizers: ['wire.example/hold', 'wire.example/more'] })
    expect(failure(() => store.update('configmaps', more)).message).toContain(
      'no new finalizers can be added',
    )
    store.update('configmaps', configMap('held'))
    expect(store.get('configmaps', 'wire', 'held')).toBeUndefined()
  })

  it('gives a running pod its grace period, which a second deletion can shorten', () => {
    const store = wireStore({ now: () => new Date('2026-11-21T01:00:00Z') })
    store.create('pods', pod('web'))
    store.modify(
      'pods',
      'wire',
      'web',
      (draft) => void Object.assign(draft.spec as object, { nodeName: 'n1' }),
    )
    expect(store.delete('pods', 'wire', 'web').metadata).toMatchObject({
      deletionTimestamp: '2026-11-21T01:00:30Z',
      deletionGracePeriodSeconds: 30,
    })
    expect(
      store.delete('pods', 'wire', 'web', { gracePeriodSeconds: 5 }).metadata.deletionGracePeriodSeconds,
    ).toBe(5)
    expect(
      store.delete('pods', 'wire', 'web', { gracePeriodSeconds: 60 }).metadata.deletionGracePeriodSeconds,
    ).toBe(5)
    store.delete('pods', 'wire', 'web', { gracePeriodSeconds: 0 })
    expect(store.get('pods', 'wire', 'web')).toBeUndefined()
  })

  it('lets a pod go at once that never reached a node', () => {
    const store = wireStore()
    store.create('pods', pod('web'))
    store.delete('pods', 'wire', 'web')
    expect(store.get('pods', 'wire', 'web')).toBeUndefined()
  })

  it('refuses where the uid is another', () => {
    const store = wireStore()
    store.create('configmaps', configMap('one'))
    const error = failure(() => store.delete('configmaps', 'wire', 'one', { uid: '0' }))
    expect(error.message).toMatch(
      /^Operation cannot be fulfilled on ConfigMap "one": the UID in the precondition \(0\)/,
    )
  })
})

describe('history', () => {
  it('tells of every change once, in order, and later than the change', async () => {
    const store = wireStore()
    await settled()
    const seen: StoreEvent[] = []
    const stop = store.subscribe(['configmaps'], (event) => seen.push(event))
    store.create('configmaps', configMap('one'))
    store.update('configmaps', configMap('one', { a: '1' }))
    store.delete('configmaps', 'wire', 'one')
    expect(seen).toEqual([])
    await settled()
    expect(seen.map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED', 'DELETED'])
    expect(seen[1]?.previous?.metadata.resourceVersion).toBe(seen[0]?.object.metadata.resourceVersion)
    stop()
    store.create('configmaps', configMap('two'))
    await settled()
    expect(seen).toHaveLength(3)
  })

  it('shows a list as it was', () => {
    const store = wireStore()
    store.create('configmaps', configMap('a', { v: '1' }))
    store.create('configmaps', configMap('b'))
    const then = store.resourceVersion()
    store.update('configmaps', configMap('a', { v: '2' }))
    store.delete('configmaps', 'wire', 'b')
    store.create('configmaps', configMap('c'))
    const items = store.listAt('configmaps', then) ?? []
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['a', 'b'])
    expect(items[0]).toMatchObject({ data: { v: '1' } })
  })

  it('forgets what is too old, and says so', () => {
    const store = wireStore({ historyLimit: 10 })
    const then = store.resourceVersion()
    for (let i = 0; i < 40; i++) store.create('configmaps', configMap(`c${i}`))
    expect(store.changesAfter(then)).toBeUndefined()
    expect(store.listAt('configmaps', then)).toBeUndefined()
    expect(store.changesAfter(store.resourceVersion() - 5)).toHaveLength(5)
  })
})

describe('custom resources', () => {
  it('exist as long as their definition does', async () => {
    const store = wireStore()
    expect(store.type('widgets.wire.example')).toMatchObject({ kind: 'Widget', shortNames: ['wg'] })
    store.create('widgets.wire.example', widget('one'))
    store.delete(definitions, undefined, 'widgets.wire.example')
    await settled()
    expect(store.type('widgets.wire.example')).toBeUndefined()
    store.create(definitions, widgetDefinition())
    expect(store.list('widgets.wire.example').items).toEqual([])
  })

  it('are established as soon as they are defined', () => {
    const status = wireStore().get(definitions, undefined, 'widgets.wire.example')?.status
    expect(status).toMatchObject({
      storedVersions: ['v1'],
      acceptedNames: { listKind: 'WidgetList', singular: 'widget' },
    })
    expect(status).toHaveProperty('conditions.1.type', 'Established')
  })

  it('get defaults, lose what the schema does not know, and are held to it', () => {
    const store = wireStore()
    const spec = { size: 3, other: true, free: { any: { thing: 1 } }, limit: '10%' }
    expect(store.create('widgets.wire.example', widget('one', spec)).spec).toEqual({
      size: 3,
      colour: 'blue',
      free: { any: { thing: 1 } },
      limit: '10%',
    })
    const error = failure(() =>
      store.create('widgets.wire.example', widget('two', { size: 500, colour: 'pink', limit: true })),
    )
    expect(error.message).toContain('Widget.wire.example "two" is invalid: [')
    expect(error.details?.causes).toEqual([
      {
        reason: 'FieldValueInvalid',
        field: 'spec.size',
        message: 'Invalid value: 500: spec.size in body should be less than or equal to 100',
      },
      {
        reason: 'FieldValueNotSupported',
        field: 'spec.colour',
        message: 'Unsupported value: "pink": supported values: "red", "green", "blue"',
      },
      {
        reason: 'FieldValueTypeInvalid',
        field: 'spec.limit',
        message: 'Invalid value: "boolean": spec.limit in body must be of type integer or string: "boolean"',
      },
    ])
  })
})
