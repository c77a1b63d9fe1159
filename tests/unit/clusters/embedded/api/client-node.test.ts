import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import {
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  Exec,
  KubeConfig,
  KubernetesObjectApi,
  Log,
  PatchStrategy,
  Watch,
  type KubernetesObject,
} from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../support/api.js'
import { configMap, pod, widget } from '../support/objects.js'

/** What the project's own client library does, against the server. */

let api: TestApi
let config: KubeConfig
beforeAll(async () => {
  api = await startTestApi()
  config = new KubeConfig()
  config.loadFromOptions({
    clusters: [
      { name: 'c', server: api.server.url, caData: Buffer.from(api.server.caCert).toString('base64') },
    ],
    users: [{ name: 'u', token: api.server.adminToken }],
    contexts: [{ name: 'x', cluster: 'c', user: 'u' }],
    currentContext: 'x',
  })
  api.store.create('pods', pod('one'))
})
afterAll(() => api.close())

describe('@kubernetes/client-node', () => {
  it('reads, writes, lists and deletes', async () => {
    const core = config.makeApiClient(CoreV1Api)
    await core.createNamespacedConfigMap({
      namespace: 'wire',
      body: { metadata: { name: 'c' }, data: { a: '1' } },
    })
    const list = await core.listNamespacedConfigMap({ namespace: 'wire', fieldSelector: 'metadata.name=c' })
    expect(list.items.map(({ data }) => data)).toEqual([{ a: '1' }])
    await core.deleteNamespacedConfigMap({ namespace: 'wire', name: 'c' })
    await expect(core.readNamespacedConfigMap({ namespace: 'wire', name: 'c' })).rejects.toMatchObject({
      code: 404,
    })
    expect((await config.makeApiClient(AppsV1Api).listDeploymentForAllNamespaces()).items).toEqual([])
  })

  it('applies objects of any type', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config)
    const wanted = widget('applied') as unknown as KubernetesObject
    const made = await objects.patch(
      wanted,
      undefined,
      undefined,
      'test',
      true,
      PatchStrategy.ServerSideApply,
    )
    expect(made).toMatchObject({ spec: { size: 3, colour: 'blue' } })
    const custom = config.makeApiClient(CustomObjectsApi)
    const args = { group: 'wire.example', version: 'v1', namespace: 'wire', plural: 'widgets' }
    expect(await custom.listNamespacedCustomObject(args)).toMatchObject({
      items: [{ metadata: { name: 'applied' } }],
    })
  })

  it('watches', async () => {
    const seen: string[] = []
    let stop: AbortController | undefined
    await new Promise<void>((resolve, reject) => {
      const watch = new Watch(config).watch(
        '/api/v1/namespaces/wire/configmaps',
        { resourceVersion: String(api.store.resourceVersion()) },
        (type: string, object: KubernetesObject) => {
          if (seen.push(`${type} ${object.metadata?.name}`) === 2) resolve()
        },
        (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
      )
      watch.then((controller) => {
        stop = controller
        api.store.create('configmaps', configMap('w'))
        api.store.delete('configmaps', 'wire', 'w')
      }, reject)
    })
    expect(seen).toEqual(['ADDED w', 'DELETED w'])
    stop?.abort()
  })

  it('follows logs and runs commands', async () => {
    const log = new PassThrough()
    await new Log(config).log('wire', 'one', 'main', log, { tailLines: 3 })
    expect(JSON.parse(String(await once(log, 'data')))).toMatchObject({ container: 'main', tailLines: 3 })
    const stdout = new PassThrough()
    const status = await new Promise<{ status?: string }>((resolve, reject) => {
      new Exec(config)
        .exec('wire', 'one', 'main', ['echo', 'hi'], stdout, null, null, false, resolve)
        .catch(reject)
    })
    expect(status.status).toBe('Success')
    expect(String(stdout.read())).toBe('echo hi')
  })
})
