import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '../../../src/gather/index.js'
import { startTestCluster, type TestCluster } from './cluster.js'

let cluster: TestCluster
beforeAll(async () => {
  cluster = await startTestCluster()
}, 60_000)
afterAll(() => cluster.stop())

async function create(path: string, kind: string, name: string, labels: Record<string, string>) {
  const apiVersion = path.startsWith('/apis/') ? path.split('/').slice(2, 4).join('/') : 'v1'
  const rules = kind === 'ClusterRole' ? { rules: [] } : {}
  await cluster.connection.request({
    method: 'POST',
    path,
    body: { apiVersion, kind, metadata: { name, labels }, ...rules },
  })
}

it('finds what killed runs left, and deletes only that', { timeout: 30_000 }, async () => {
  const ours = { 'app.kubernetes.io/managed-by': 'isv-must-gather' }
  await create('/api/v1/namespaces', 'Namespace', 'left', ours)
  await create('/apis/rbac.authorization.k8s.io/v1/clusterroles', 'ClusterRole', 'left', ours)
  await create('/api/v1/namespaces', 'Namespace', 'foreign', { 'app.kubernetes.io/managed-by': 'helm' })
  const options = { connection: cluster.connection, signal: new AbortController().signal }
  const names = (result: { found: { kind: string; name: string }[] }) =>
    result.found.map(({ kind, name }) => `${kind}/${name}`)

  expect(names(await sweep({ ...options, olderThanMs: 60_000 }))).toEqual([])
  expect(names(await sweep({ ...options, dryRun: true }))).toEqual(['ClusterRole/left', 'Namespace/left'])
  expect(await sweep(options)).toMatchObject({ left: [] })
  expect(names(await sweep(options))).toEqual([])
  const { body } = await cluster.connection.request<{ items: { metadata: { name: string } }[] }>({
    path: '/api/v1/namespaces',
  })
  expect(body.items.map(({ metadata }) => metadata.name)).toContain('foreign')
})
