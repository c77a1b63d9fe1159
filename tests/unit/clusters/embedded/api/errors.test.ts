import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../support/api.js'
import { configMap, widget } from '../support/objects.js'
import { configMaps, named, rows, who, type Row } from './refusals.js'

/** The shapes of refusals as a real API server v1.36 gives them. */

let api: TestApi
let weak: string

beforeAll(async () => {
  api = await startTestApi()
  api.store.create('configmaps', configMap('conf', { a: '1' }))
  api.store.create('widgets.wire.example', widget('one'))
  weak = api.server.signServiceAccountToken({ namespace: 'wire', name: 'default' }).token
})
afterAll(() => api.close())

const moreRows: Row[] = [
  [
    'a match of no version',
    `${configMaps}?resourceVersionMatch=Exact`,
    {},
    422,
    'Invalid',
    'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
  ],
  ['a wrong token', configMaps, { token: 'wrong' }, 401, 'Unauthorized', 'Unauthorized'],
  [
    'nobody',
    configMaps,
    { token: null },
    403,
    'Forbidden',
    'configmaps is forbidden: User "system:anonymous" cannot list resource "configmaps" in API group "" in the namespace "wire"',
    { kind: 'configmaps' },
  ],
]

const weakRows: Row[] = [
  [
    'an object',
    `${configMaps}/x`,
    {},
    403,
    'Forbidden',
    `configmaps "x" is forbidden: ${who} cannot get resource "configmaps" in API group "" in the namespace "wire"`,
    { name: 'x', kind: 'configmaps' },
  ],
  [
    'a subresource',
    '/api/v1/namespaces/wire/pods/x/log',
    {},
    403,
    'Forbidden',
    `pods "x" is forbidden: ${who} cannot get resource "pods/log" in API group "" in the namespace "wire"`,
  ],
  [
    'a creation',
    configMaps,
    { body: named('x') },
    403,
    'Forbidden',
    `configmaps is forbidden: ${who} cannot create resource "configmaps" in API group "" in the namespace "wire"`,
  ],
  [
    'the cluster',
    '/apis/wire.example/v1/widgets',
    {},
    403,
    'Forbidden',
    `widgets.wire.example is forbidden: ${who} cannot list resource "widgets" in API group "wire.example" at the cluster scope`,
    { group: 'wire.example', kind: 'widgets' },
  ],
  ['a path', '/metrics', {}, 403, 'Forbidden', `forbidden: ${who} cannot get path "/metrics"`, {}],
]

describe('the API refuses', () => {
  it.each([...rows, ...moreRows])('%s', async (_what, path, asking, code, reason, message, details) => {
    expectStatus(await api.ask(path, asking), code, reason, message, details)
  })

  it.each([
    '/nope',
    '/apis/nope.example/v1',
    '/apis/wire.example/v2/namespaces/wire/widgets',
    '/apis/wire.example/v1/namespaces/wire/foos',
    '/healthz/nope',
  ])('%s as a page that is not there', async (path) => {
    const answer = await api.ask(path)
    expect([answer.code, answer.text]).toEqual([404, '404 page not found\n'])
  })
})

describe('a service account without rights is refused', () => {
  it.each(weakRows)('%s', async (_what, path, asking, code, reason, message, details) => {
    expectStatus(await api.ask(path, { ...asking, token: weak }), code, reason, message, details)
  })

  it('what it would grant beyond its own', async () => {
    const rbac = 'rbac.authorization.k8s.io'
    const metadata = { name: 'wire-admin', namespace: 'wire' }
    const roleRef = { kind: 'ClusterRole', name: 'admin' }
    const subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: 'wire' }]
    const binding = { apiVersion: `${rbac}/v1`, kind: 'RoleBinding', metadata, roleRef, subjects }
    api.store.create(`rolebindings.${rbac}`, binding)
    const path = `/apis/${rbac}/v1/namespaces/wire/roles`
    const role = (resource: string) => ({
      apiVersion: `${rbac}/v1`,
      kind: 'Role',
      metadata: { name: `r-${resource}` },
      rules: [{ apiGroups: [''], resources: [resource], verbs: ['list'] }],
    })
    expect((await api.ask(path, { body: role('pods'), token: weak })).code).toBe(201)
    const refused = await api.ask(path, { body: role('nodes'), token: weak })
    expectStatus(
      refused,
      403,
      'Forbidden',
      /is attempting to grant RBAC permissions not currently held:\n\{APIGroups:\[""\], Resources:\["nodes"\], Verbs:\["list"\]\}$/,
    )
  })
})

function expectStatus(
  answer: { code: number; body: unknown },
  code: number,
  reason: string | undefined,
  message: string | RegExp,
  details?: object,
): void {
  expect(answer.body).toMatchObject({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code })
  const status = answer.body as { message: string; reason?: string; details?: object }
  expect(answer.code).toBe(code)
  expect(status.reason).toBe(reason)
  if (typeof message === 'string') expect(status.message).toBe(message)
  else expect(status.message).toMatch(message)
  if (details) expect(status.details).toEqual(details)
}
