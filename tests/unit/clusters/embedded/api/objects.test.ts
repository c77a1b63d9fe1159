/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument --
   What the API answers has no type but the test's expectation. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../support/api.js'
import { configMap, deployment, pod, settled, widget } from '../support/objects.js'

let api: TestApi
beforeEach(async () => {
  api = await startTestApi()
})
afterEach(() => api.close())

const configMaps = '/api/v1/namespaces/wire/configmaps'
const widgets = '/apis/wire.example/v1/namespaces/wire/widgets'
const deployments = '/apis/apps/v1/namespaces/wire/deployments'
const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'

describe('objects', () => {
  it('are created, read, replaced, patched and deleted', async () => {
    const { code, body } = await api.ask(`${configMaps}?fieldManager=test`, {
      body: { metadata: { name: 'c' }, data: { a: '1' } },
    })
    expect(code).toBe(201)
    expect(body).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { namespace: 'wire', managedFields: [{ manager: 'test', operation: 'Update' }] },
    })
    const replaced = await api.ask(`${configMaps}/c`, { method: 'PUT', body: configMap('c', { a: '2' }) })
    expect(replaced.body).toMatchObject({ data: { a: '2' } })
    const type = 'application/strategic-merge-patch+json'
    const patched = await api.ask(`${configMaps}/c`, { method: 'PATCH', type, body: { data: { b: '3' } } })
    expect(patched.body).toMatchObject({ data: { a: '2', b: '3' } })
    const gone = await api.ask(`${configMaps}/c`, { method: 'DELETE' })
    expect(gone.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'c', kind: 'configmaps', uid: body.metadata.uid },
    })
    expect((await api.ask(`${configMaps}/c`)).code).toBe(404)
  })

  it('are read from YAML, and written as it', async () => {
    const made = await api.ask(configMaps, {
      body: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: y}\n',
      type: 'application/yaml',
    })
    expect(made.code).toBe(201)
    const { text, headers } = await api.ask(`${configMaps}/y`, { accept: 'application/yaml' })
    expect(headers.get('content-type')).toBe('application/yaml')
    expect(text).toMatch(/^apiVersion: v1\nkind: ConfigMap\nmetadata:\n {2}creationTimestamp: /)
  })

  it('warn of fields that their type does not have, and lose them', async () => {
    const { headers, body } = await api.ask(configMaps, { body: { ...configMap('w', { a: '1' }), dta: {} } })
    expect(headers.get('warning')).toBe('299 - "unknown field \\"dta\\""')
    expect(body).not.toHaveProperty('dta')
  })

  it('are not kept by a dry run', async () => {
    const { code, body } = await api.ask(`${configMaps}?dryRun=All`, { body: configMap('dry') })
    expect([code, body.metadata.resourceVersion]).toEqual([201, undefined])
    expect((await api.ask(`${configMaps}/dry`)).code).toBe(404)
  })

  it('are deleted by selection', async () => {
    for (const name of ['a', 'b'])
      api.store.create('configmaps', configMap(name, {}, { labels: { pick: 'me' } }))
    api.store.create('configmaps', configMap('c'))
    const { body } = await api.ask(`${configMaps}?labelSelector=pick%3Dme`, { method: 'DELETE' })
    expect(body).toMatchObject({
      kind: 'ConfigMapList',
      items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
    })
    expect(api.store.list('configmaps').items.map(({ metadata }) => metadata.name)).toEqual(['c'])
  })

  it('that wait for a finalizer are answered as they wait', async () => {
    const held = widget('fin')
    held.metadata.finalizers = ['wire.example/hold']
    api.store.create('widgets.wire.example', held)
    const { body } = await api.ask(`${widgets}/fin`, { method: 'DELETE' })
    expect(body).toMatchObject({
      kind: 'Widget',
      metadata: { deletionGracePeriodSeconds: 0, finalizers: ['wire.example/hold'] },
    })
  })

  it('are applied: 201 at first, then 200, and what is no longer named goes', async () => {
    const apply = (data: object) =>
      api.ask(`${configMaps}/s?fieldManager=me&force=true`, {
        method: 'PATCH',
        type: 'application/apply-patch+yaml',
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 's' }, data },
      })
    expect((await apply({ a: '1' })).code).toBe(201)
    const { code, body } = await apply({ b: '2' })
    expect([code, body.data]).toEqual([200, { b: '2' }])
    expect(body.metadata.managedFields).toMatchObject([
      { manager: 'me', operation: 'Apply', fieldsV1: { 'f:data': { 'f:b': {} } } },
    ])
  })
})

describe('subresources', () => {
  it('scale what has replicas, built in or not', async () => {
    api.store.create('deployments.apps', deployment('web', 2))
    api.store.create('widgets.wire.example', widget('one'))
    const scale = (await api.ask(`${deployments}/web/scale`)).body
    expect(scale).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 2 },
      status: { replicas: 0, selector: 'app=web' },
    })
    await api.ask(`${deployments}/web/scale`, { method: 'PUT', body: { ...scale, spec: { replicas: 5 } } })
    const type = 'application/merge-patch+json'
    await api.ask(`${widgets}/one/scale`, { method: 'PATCH', type, body: { spec: { replicas: 9 } } })
    expect(api.store.get('deployments.apps', 'wire', 'web')?.spec).toMatchObject({ replicas: 5 })
    expect(api.store.get('widgets.wire.example', 'wire', 'one')?.spec).toMatchObject({ size: 9 })
  })

  it('write status alone', async () => {
    api.store.create('widgets.wire.example', widget('one'))
    const { body: one } = await api.ask(`${widgets}/one`)
    const { body } = await api.ask(`${widgets}/one/status`, {
      method: 'PUT',
      body: { ...one, spec: { size: 44 }, status: { phase: 'Put' } },
    })
    expect(body).toMatchObject({ spec: { size: 3 }, status: { phase: 'Put' } })
  })

  it('evict and bind pods', async () => {
    api.store.create('pods', pod('p'))
    const target = { kind: 'Node', name: 'n1' }
    await api.ask('/api/v1/namespaces/wire/pods/p/binding', {
      body: { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'p' }, target },
    })
    expect(api.store.get('pods', 'wire', 'p')?.spec).toMatchObject({ nodeName: 'n1' })
    await api.ask('/api/v1/namespaces/wire/pods/p/eviction', {
      body: { apiVersion: 'v1', kind: 'Eviction', metadata: { name: 'p' } },
    })
    expect(api.store.get('pods', 'wire', 'p')?.metadata.deletionTimestamp).toBeDefined()
  })
})

describe('lists', () => {
  beforeEach(() => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) api.store.create('configmaps', configMap(name))
  })
  const names = (body: { items: { metadata: { name: string } }[] }) =>
    body.items.map(({ metadata }) => metadata.name)

  it('come in pages of one and the same moment', async () => {
    const first = (await api.ask(`${configMaps}?limit=2`)).body
    expect([names(first), first.metadata.remainingItemCount]).toEqual([['a', 'b'], 3])
    api.store.delete('configmaps', 'wire', 'c')
    api.store.create('configmaps', configMap('bb'))
    const second = (await api.ask(`${configMaps}?limit=2&continue=${first.metadata.continue}`)).body
    expect([names(second), second.metadata.resourceVersion]).toEqual([
      ['c', 'd'],
      first.metadata.resourceVersion,
    ])
    const third = (await api.ask(`${configMaps}?limit=2&continue=${second.metadata.continue}`)).body
    expect([names(third), third.metadata.continue]).toEqual([['e'], undefined])
  })

  it('leave kind out of the items of a built-in type, and not of a custom one', async () => {
    api.store.create('widgets.wire.example', widget('one'))
    expect((await api.ask(configMaps)).body.items[0]).not.toHaveProperty('kind')
    expect((await api.ask(widgets)).body.items[0]).toMatchObject({
      kind: 'Widget',
      apiVersion: 'wire.example/v1',
    })
  })

  it('come as tables', async () => {
    const { body } = await api.ask(configMaps, { accept: table })
    expect(body).toMatchObject({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      columnDefinitions: [{ name: 'Name', format: 'name' }, { name: 'Data' }, { name: 'Age' }],
    })
    expect(body.rows[0]).toMatchObject({
      cells: ['a', 0, '0s'],
      object: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } },
    })
    expect(
      (await api.ask(`${configMaps}/a?includeObject=Object`, { accept: table })).body.rows[0].object.kind,
    ).toBe('ConfigMap')
  })

  it('come as metadata', async () => {
    const { body } = await api.ask(configMaps, {
      accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
    })
    expect(body.kind).toBe('PartialObjectMetadataList')
    expect(body.items[0]).toEqual({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: expect.objectContaining({ name: 'a' }),
    })
  })

  it('show an event under both its groups', async () => {
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'wire' },
      involvedObject: { kind: 'Pod', name: 'p' },
      message: 'hello',
    }
    await api.ask('/api/v1/namespaces/wire/events', { body: event })
    const path = '/apis/events.k8s.io/v1/namespaces/wire/events?fieldSelector=regarding.name%3Dp'
    expect((await api.ask(path)).body.items).toMatchObject([{ regarding: { name: 'p' }, note: 'hello' }])
  })
})

describe('namespaces', () => {
  it('are emptied by their deletion', async () => {
    api.store.create('configmaps', configMap('c'))
    const { body } = await api.ask('/api/v1/namespaces/wire', { method: 'DELETE' })
    expect(body).toMatchObject({ kind: 'Namespace', status: { phase: 'Terminating' } })
    await settled()
    expect((await api.ask('/api/v1/namespaces/wire')).code).toBe(404)
  })
})
