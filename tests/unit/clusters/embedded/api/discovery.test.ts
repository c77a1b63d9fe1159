/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call --
   What the API answers has no type but the test's expectation. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../support/api.js'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

describe('discovery', () => {
  it('is one document, which a client need not fetch twice', async () => {
    const { body, headers } = await api.ask('/apis', { accept: `${aggregated},application/json` })
    expect(headers.get('content-type')).toBe(aggregated)
    expect(body).toMatchObject({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2' })
    const widgets = body.items.find(
      ({ metadata }: { metadata: { name: string } }) => metadata.name === 'wire.example',
    )
    expect(widgets.versions[0].resources[0]).toMatchObject({
      resource: 'widgets',
      responseKind: { group: 'wire.example', version: 'v1', kind: 'Widget' },
      scope: 'Namespaced',
      shortNames: ['wg'],
      subresources: [{ subresource: 'scale', responseKind: { kind: 'Scale' } }, { subresource: 'status' }],
    })
    const again = await api.ask('/apis', {
      accept: aggregated,
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    })
    expect([again.code, again.text]).toEqual([304, ''])
    expect((await api.ask('/api', { accept: aggregated })).body.items[0].versions[0].version).toBe('v1')
  })

  it('is many small documents for clients that want them', async () => {
    expect((await api.ask('/api')).body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] })
    const groups = (await api.ask('/apis')).body.groups as { name: string }[]
    expect(groups.map(({ name }) => name)).toEqual(expect.arrayContaining(['apps', 'batch', 'wire.example']))
    expect((await api.ask('/apis/wire.example')).body).toMatchObject({
      kind: 'APIGroup',
      preferredVersion: { version: 'v1' },
    })
    const resources = (await api.ask('/api/v1')).body.resources as { name: string }[]
    expect(resources.find(({ name }) => name === 'pods/eviction')).toMatchObject({
      group: 'policy',
      version: 'v1',
      kind: 'Eviction',
    })
    expect((await api.ask('/apis/wire.example/v1')).body.resources[0]).toMatchObject({
      name: 'widgets',
      namespaced: true,
    })
  })

  it('says which version this is, and that it is well', async () => {
    expect((await api.ask('/version')).body).toMatchObject({
      major: '1',
      gitVersion: expect.stringMatching(/^v1\.\d+\.\d+\+embedded$/),
    })
    expect((await api.ask('/healthz')).text).toBe('ok')
    expect((await api.ask('/readyz?verbose')).text).toMatch(/\[\+\]etcd ok\nreadyz check passed\n$/)
  })
})

describe('OpenAPI', () => {
  it('lets kubectl validate on the server', async () => {
    const { paths } = (await api.ask('/openapi/v3')).body
    const document = (await api.ask(paths['apis/apps/v1'].serverRelativeURL)).body
    const { patch } = document.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}']
    expect(patch).toMatchObject({ 'x-kubernetes-group-version-kind': { group: 'apps', kind: 'Deployment' } })
    expect(patch.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['fieldValidation', 'dryRun']),
    )
  })

  it('has an empty version 2, as text and as kubectl asks for it', async () => {
    expect((await api.ask('/openapi/v2')).body).toMatchObject({ swagger: '2.0', paths: {} })
    const accept = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf'
    expect((await api.ask('/openapi/v2', { accept })).text).toBe(
      '\n\u00032.0\u0012\u0010\n\nKubernetes\u0012\u0002v1',
    )
  })

  it('knows the fields of every type that it names', async () => {
    const core = (await api.ask('/openapi/v3/api/v1')).body
    const { schemas } = core.components
    expect(schemas['io.k8s.api.core.v1.Pod'].properties.spec).toEqual({
      $ref: '#/components/schemas/core.PodSpec',
    })
    expect(schemas['core.Container'].properties.image).toEqual({ type: 'string' })
    const referenced = [...JSON.stringify(core).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1],
    )
    expect(
      referenced.filter((name) => !(name ?? '' in schemas) && schemas[name ?? ''] === undefined),
    ).toEqual([])
    const custom = (await api.ask('/openapi/v3/apis/wire.example/v1')).body.components.schemas[
      'example.wire.v1.Widget'
    ]
    expect(custom.properties.spec.properties.size).toMatchObject({ type: 'integer', description: 'how big' })
  })
})
