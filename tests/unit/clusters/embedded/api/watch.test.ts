import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApi, take, type TestApi } from '../support/api.js'
import { configMap, widget, wireStore } from '../support/objects.js'

let api: TestApi
let stop: AbortController
beforeEach(async () => {
  api = await startTestApi(wireStore({ historyLimit: 20 }))
  stop = new AbortController()
})
afterEach(async () => {
  stop.abort()
  await api.close()
})

const configMaps = '/api/v1/namespaces/wire/configmaps'
const open = (query: string, accept?: string) =>
  api.open(`${configMaps}?watch=true&${query}`, stop.signal, accept === undefined ? {} : { accept })
const brief = (frames: { type: string; object: unknown }[]) =>
  frames.map(({ type, object }) => [type, (object as { metadata: { name?: string } }).metadata.name])

describe('a watch', () => {
  it('goes on from a version, and misses nothing', async () => {
    const from = api.store.resourceVersion()
    api.store.create('configmaps', configMap('a'))
    const response = await open(`resourceVersion=${from}`)
    api.store.update('configmaps', configMap('a', { v: '2' }))
    api.store.delete('configmaps', 'wire', 'a')
    api.store.create('configmaps', configMap('b'))
    expect(brief(await take(response, 4))).toEqual([
      ['ADDED', 'a'],
      ['MODIFIED', 'a'],
      ['DELETED', 'a'],
      ['ADDED', 'b'],
    ])
  })

  it('answers before there is anything to tell', async () => {
    const response = await open(`resourceVersion=${api.store.resourceVersion()}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
  })

  it('begins with what there is, and says when that is over', async () => {
    api.store.create('configmaps', configMap('a'))
    const response = await open(
      'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
    )
    const frames = await take(response, 2)
    expect(brief(frames)).toEqual([
      ['ADDED', 'a'],
      ['BOOKMARK', undefined],
    ])
    expect(frames[1]?.object).toEqual({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: {
        resourceVersion: String(api.store.resourceVersion()),
        annotations: { 'k8s.io/initial-events-end': 'true' },
      },
    })
  })

  it('sees an object come into its selector and leave it', async () => {
    const response = await open(`resourceVersion=${api.store.resourceVersion()}&labelSelector=k%3Dv`)
    const k = { labels: { k: 'v' } }
    api.store.create('configmaps', configMap('other'))
    api.store.create('configmaps', configMap('a'))
    api.store.update('configmaps', configMap('a', {}, k))
    api.store.update('configmaps', configMap('a', { x: '1' }, k))
    api.store.update('configmaps', configMap('a', { x: '2' }))
    const frames = await take(response, 3)
    expect(brief(frames)).toEqual([
      ['ADDED', 'a'],
      ['MODIFIED', 'a'],
      ['DELETED', 'a'],
    ])
    expect(frames[2]?.object).toMatchObject({
      data: { x: '1' },
      metadata: { resourceVersion: String(api.store.resourceVersion()) },
    })
  })

  it('sees one object by its name', async () => {
    const response = await open(
      `resourceVersion=${api.store.resourceVersion()}&fieldSelector=metadata.name%3Db`,
    )
    for (const name of ['a', 'b', 'c']) api.store.create('configmaps', configMap(name))
    api.store.delete('configmaps', 'wire', 'b')
    expect(brief(await take(response, 2))).toEqual([
      ['ADDED', 'b'],
      ['DELETED', 'b'],
    ])
  })

  it('shows the columns of its tables once', async () => {
    const response = await open(
      `resourceVersion=${api.store.resourceVersion()}`,
      'application/json;as=Table;v=v1;g=meta.k8s.io',
    )
    for (const name of ['a', 'b']) api.store.create('configmaps', configMap(name))
    const tables = (await take(response, 2)).map(
      ({ object }) => object as unknown as { kind: string; columnDefinitions: unknown },
    )
    expect(tables.map(({ kind }) => kind)).toEqual(['Table', 'Table'])
    expect(tables.map(({ columnDefinitions }) => columnDefinitions === null)).toEqual([false, true])
  })

  it('says that its version is too old, and ends', async () => {
    const from = api.store.resourceVersion()
    for (let i = 0; i < 60; i++) api.store.create('configmaps', configMap(`c${i}`))
    const text = await (await open(`resourceVersion=${from}`)).text()
    expect(JSON.parse(text)).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: `too old resource version: ${from} (${api.store.resourceVersion()})`,
      },
    })
  })

  it('ends when its time is over', async () => {
    expect(await (await open(`resourceVersion=${api.store.resourceVersion()}&timeoutSeconds=1`)).text()).toBe(
      '',
    )
  })

  it('ends when the server closes', async () => {
    const response = await open(`resourceVersion=${api.store.resourceVersion()}`)
    const ended = response.text().catch(() => '')
    await api.server.close()
    await ended
  })

  it('follows custom resources too', async () => {
    const path = `/apis/wire.example/v1/widgets?watch=true&resourceVersion=${api.store.resourceVersion()}`
    const response = await api.open(path, stop.signal)
    api.store.create('widgets.wire.example', widget('one'))
    expect(brief(await take(response, 1))).toEqual([['ADDED', 'one']])
  })
})
