import { afterAll, beforeAll, expect, it } from 'vitest'
import { certainToGo } from '../../../src/gather/certain-to-go.js'
import { createObject, wellKnown } from '../../../src/kube/index.js'
import { startTestCluster, type TestCluster } from './cluster.js'

const signal = AbortSignal.timeout(60_000)
let cluster: TestCluster

beforeAll(async () => {
  cluster = await startTestCluster()
}, 60_000)
afterAll(() => cluster.stop())

async function newNamespace(name: string): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
  await createObject(cluster.connection, wellKnown.namespaces, namespace, { signal })
}

it('a namespace with nothing that is held goes by itself', async () => {
  await newNamespace('free')
  expect(await certainToGo(cluster.connection, 'free', signal)).toBe(true)
})

it('one that is gone already is certain', async () => {
  expect(await certainToGo(cluster.connection, 'never-was', signal)).toBe(true)
})

it('one with an object that has a finalizer is waited for', async () => {
  await newNamespace('held')
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'held', namespace: 'held', finalizers: ['example.com/never'] },
  }
  await createObject(cluster.connection, wellKnown.configMaps, object, { signal })
  expect(await certainToGo(cluster.connection, 'held', signal)).toBe(false)
})
