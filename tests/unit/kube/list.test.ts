import { expect, test } from 'vitest'
import { listAll, listObjects } from '../../../src/kube/list.js'
import { wellKnown } from '../../../src/kube/resource.js'
import { json, pod, refuse, startScriptedServer } from './scripted-server.js'

test('reads chunk by chunk and fills in what members of lists leave out', async () => {
  await using api = await startScriptedServer(({ query }, response) => {
    const token = query.get('continue')
    if (token === null)
      return json(response, { metadata: { resourceVersion: '9', continue: 'two' }, items: [pod('a', '1')] })
    json(response, { metadata: { resourceVersion: '9' }, items: [pod('b', '2')] })
  })
  const { items, resourceVersion } = await listAll(api.connection, wellKnown.pods, {
    namespace: 'x',
    labelSelector: 'app=web',
    limit: 1,
  })
  expect(items.map(({ kind, apiVersion, metadata }) => `${apiVersion} ${kind} ${metadata.name}`)).toEqual([
    'v1 Pod a',
    'v1 Pod b',
  ])
  expect(resourceVersion).toBe('9')
  expect(api.seen.map(({ query }) => query.toString())).toEqual([
    'labelSelector=app%3Dweb&limit=1',
    'labelSelector=app%3Dweb&limit=1&continue=two',
  ])
})

test('does not ask for a chunk that nobody reads', async () => {
  await using api = await startScriptedServer((_, response) =>
    json(response, { metadata: { continue: 'more' }, items: [pod('a', '1')] }),
  )
  for await (const object of listObjects(api.connection, wellKnown.pods)) {
    expect(object.metadata.name).toBe('a')
    break
  }
  expect(api.seen).toHaveLength(1)
})

test('an expired continuation goes on with the one that the server offers', async () => {
  await using api = await startScriptedServer(({ query }, response) => {
    const token = query.get('continue')
    if (token === null) return json(response, { metadata: { continue: 'old' }, items: [pod('a', '1')] })
    if (token === 'fresh') return json(response, { metadata: {}, items: [pod('b', '2')] })
    json(
      response,
      { kind: 'Status', reason: 'Expired', code: 410, message: 'expired', metadata: { continue: 'fresh' } },
      410,
    )
  })
  expect((await listAll(api.connection, wellKnown.pods)).items).toHaveLength(2)
})

test('an expired continuation without another begins anew, and gives nothing twice', async () => {
  let expired = 0
  await using api = await startScriptedServer(({ query }, response) => {
    const token = query.get('continue')
    if (token === 'old' && expired++ === 0) return refuse(response, 410, 'Expired', 'expired')
    if (token === null)
      return json(response, { metadata: { continue: 'old' }, items: [pod('a', '1'), pod('b', '2')] })
    json(response, { metadata: {}, items: [pod('b', '3'), pod('c', '4')] })
  })
  const { items } = await listAll(api.connection, wellKnown.pods)
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['a', 'b', 'c'])
})

test('a list that always expires is told', async () => {
  await using api = await startScriptedServer(({ query }, response) => {
    if (query.get('continue') === null)
      return json(response, { metadata: { continue: 'old' }, items: [pod('a', '1')] })
    refuse(response, 410, 'Expired', 'expired')
  })
  await expect(listAll(api.connection, wellKnown.pods)).rejects.toMatchObject({ code: 'kube.list-expired' })
  expect(api.seen).toHaveLength(8)
})
