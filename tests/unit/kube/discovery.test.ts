import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { discover } from '../../../src/kube/discovery.js'
import { resourcePath } from '../../../src/kube/resource.js'
import { json, refuse, startScriptedServer } from './scripted-server.js'

const body = async (name: string): Promise<object> =>
  JSON.parse(
    await readFile(new URL(`../../../fixtures/wire/${name}.json`, import.meta.url), 'utf8'),
  ) as object

const aggregated = async () => {
  const documents: Record<string, object> = {
    '/api': await body('api-aggregated'),
    '/apis': await body('apis-aggregated'),
  }
  return startScriptedServer(({ path }, response) => json(response, documents[path] ?? {}))
}

test('the names that people use find their types in what a real server says', async () => {
  await using api = await aggregated()
  const { resources, groupVersions, failed } = await discover(api.connection)
  const found = (name: string) => {
    const resource = resources.resolve(name)
    return resource && resourcePath(resource, { namespace: 'x', name: 'n' })
  }
  const deployment = '/apis/apps/v1/namespaces/x/deployments/n'
  for (const name of [
    'deploy',
    'deployment',
    'Deployment',
    'deployments.apps',
    'deployments.v1.apps',
    'deployment.apps',
    'deployments.app',
  ]) {
    expect([name, found(name)]).toEqual([name, deployment])
  }
  expect(found('po')).toBe('/api/v1/namespaces/x/pods/n')
  // Core events come before those of events.k8s.io.
  expect(found('ev')).toBe('/api/v1/namespaces/x/events/n')
  expect(found('events.events.k8s.io')).toBe('/apis/events.k8s.io/v1/namespaces/x/events/n')
  expect(found('nodes')).toBe('/api/v1/nodes/n')
  expect(found('hpa')).toBe('/apis/autoscaling/v2/namespaces/x/horizontalpodautoscalers/n')
  expect(found('horizontalpodautoscalers.v1.autoscaling')).toBe(
    '/apis/autoscaling/v1/namespaces/x/horizontalpodautoscalers/n',
  )
  expect(found('nfsprovisioners.cache.jhouse.com')).toBe(
    '/apis/cache.jhouse.com/v1alpha1/namespaces/x/nfsprovisioners/n',
  )
  expect(found('foos')).toBeUndefined()
  expect(found('pods.apps')).toBeUndefined()
  expect(resources.ofKind('apps/v1', 'Deployment')?.subresources).toContain('scale')
  expect(resources.inCategory('all').map(({ plural }) => plural)).toContain('deployments')
  expect(groupVersions).toContain('v1')
  expect(failed).toEqual([])
})

test('a server without aggregation is asked for each group version, and one that is broken hides no other', async () => {
  const api1 = await body('api-v1-plain')
  await using api = await startScriptedServer(({ path }, response) => {
    if (path === '/api') return json(response, { kind: 'APIVersions', versions: ['v1'] })
    if (path === '/api/v1') return json(response, api1)
    if (path === '/apis') {
      const version = (name: string) => ({ groupVersion: `${name}/v1`, version: 'v1' })
      return json(response, {
        kind: 'APIGroupList',
        groups: ['metrics.k8s.io', 'apps'].map((name) => ({
          name,
          versions: [version(name)],
          preferredVersion: version(name),
        })),
      })
    }
    if (path === '/apis/apps/v1') {
      return json(response, {
        resources: [
          {
            name: 'deployments',
            singularName: 'deployment',
            kind: 'Deployment',
            namespaced: true,
            verbs: ['get', 'list'],
          },
          { name: 'deployments/scale', kind: 'Scale', namespaced: true, verbs: ['get'] },
        ],
      })
    }
    refuse(response, 503, 'ServiceUnavailable', 'the server is currently unable to handle the request')
  })
  const { resources, failed } = await discover(api.connection)
  expect(resources.resolve('deployments')).toMatchObject({ subresources: ['scale'], singular: 'deployment' })
  expect(resources.resolve('po')).toMatchObject({ plural: 'pods', namespaced: true })
  expect(failed).toEqual(['metrics.k8s.io/v1'])
})

test('discovery is read once, and again when it is forgotten', async () => {
  await using api = await aggregated()
  await Promise.all([api.connection.discovery(), api.connection.discovery()])
  expect(api.seen).toHaveLength(2)
  api.connection.forgetDiscovery()
  await api.connection.discovery()
  expect(api.seen).toHaveLength(4)
})
