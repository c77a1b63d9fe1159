import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type Asking, type TestApi } from '../support/api.js'
import { configMap, widget } from '../support/objects.js'

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

const configMaps = '/api/v1/namespaces/wire/configmaps'
const widgets = '/apis/wire.example/v1/namespaces/wire/widgets'
const who = 'User "system:serviceaccount:wire:default"'
const named = (name: string, extra: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...extra },
})
const merge = 'application/merge-patch+json'

type Row = [
  what: string,
  path: string,
  asking: Asking,
  code: number,
  reason: string | undefined,
  message: string | RegExp,
  details?: object,
]

const rows: Row[] = [
  [
    'no such object',
    `${configMaps}/nothere`,
    {},
    404,
    'NotFound',
    'configmaps "nothere" not found',
    { name: 'nothere', kind: 'configmaps' },
  ],
  [
    'no such object of a group',
    '/apis/apps/v1/namespaces/wire/deployments/nothere',
    {},
    404,
    'NotFound',
    'deployments.apps "nothere" not found',
    { name: 'nothere', group: 'apps', kind: 'deployments' },
  ],
  [
    'no such namespace to create in',
    '/api/v1/namespaces/nothere/configmaps',
    { body: named('x') },
    404,
    'NotFound',
    'namespaces "nothere" not found',
  ],
  [
    'no such type in a built-in group',
    '/api/v1/namespaces/wire/foos',
    {},
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  ],
  [
    'no such subresource of a custom type',
    `${widgets}/one/log`,
    {},
    404,
    'NotFound',
    'widgets.wire.example "one" not found',
  ],
  [
    'an object that is there',
    configMaps,
    { body: named('conf') },
    409,
    'AlreadyExists',
    'configmaps "conf" already exists',
  ],
  [
    'a version that has passed',
    `${configMaps}/conf`,
    { method: 'PUT', body: named('conf', { resourceVersion: '1' }) },
    409,
    'Conflict',
    /^Operation cannot be fulfilled on configmaps "conf": the object has been modified/,
  ],
  [
    'a patch of a version that has passed',
    `${configMaps}/conf`,
    { method: 'PATCH', type: merge, body: { metadata: { resourceVersion: '1' } } },
    409,
    'Conflict',
    /the object has been modified/,
  ],
  [
    'a custom resource without its version',
    `${widgets}/one`,
    {
      method: 'PUT',
      body: { apiVersion: 'wire.example/v1', kind: 'Widget', metadata: { name: 'one' }, spec: { size: 5 } },
    },
    422,
    'Invalid',
    'widgets.wire.example "one" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
  ],
  [
    'an apply without a manager',
    `${configMaps}/conf`,
    { method: 'PATCH', type: 'application/apply-patch+yaml', body: named('conf') },
    422,
    'Invalid',
    'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
  ],
  [
    'half a JSON',
    configMaps,
    { body: '{"apiVersion":"v1",' },
    400,
    'BadRequest',
    'the object provided is unrecognized (must be of type ConfigMap): couldn\'t get version/kind; json parse error: unexpected end of JSON input ({"apiVersion":"v1",)',
  ],
  [
    'a value of another type',
    configMaps,
    { body: { ...named('x'), data: { a: 1 } } },
    400,
    'BadRequest',
    'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
  ],
  [
    'another kind',
    configMaps,
    { body: { ...named('x'), kind: 'Secret' } },
    400,
    'BadRequest',
    'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
  ],
  [
    'a custom resource without a kind',
    widgets,
    { body: { metadata: { name: 'x' } } },
    400,
    'BadRequest',
    /^the object provided is unrecognized \(must be of type Widget\): Object 'Kind' is missing/,
  ],
  [
    'another namespace',
    configMaps,
    { body: named('x', { namespace: 'default' }) },
    400,
    'BadRequest',
    'the namespace of the provided object does not match the namespace sent on the request',
  ],
  [
    'another name',
    `${configMaps}/conf`,
    { method: 'PUT', body: named('other') },
    400,
    'BadRequest',
    'the name of the object (other) does not match the name on the URL (conf)',
  ],
  [
    'an unknown field',
    `${configMaps}?fieldValidation=Strict`,
    { body: { ...named('x', { nmae: 'y' }), dta: {} } },
    400,
    'BadRequest',
    'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "metadata.nmae", unknown field "dta"',
  ],
  [
    'an unknown field of a custom resource',
    `${widgets}?fieldValidation=Strict`,
    { body: { ...widget('x', { size: 1, colur: 'x' }) } },
    400,
    'BadRequest',
    'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.colur"',
  ],
  [
    'an unknown field selector',
    `${configMaps}?fieldSelector=spec.foo%3D1`,
    {},
    400,
    'BadRequest',
    'field label not supported: spec.foo',
  ],
  [
    'a broken label selector',
    `${configMaps}?labelSelector=a%20in%20(b`,
    {},
    400,
    'BadRequest',
    "unable to parse requirement: found '', expected: ',' or ')'",
  ],
  [
    'a broken continue token',
    `${configMaps}?limit=2&continue=garbage`,
    {},
    400,
    'BadRequest',
    /^invalid continue token/,
  ],
  [
    'a PUT on a collection',
    configMaps,
    { method: 'PUT', body: named('x') },
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  ],
  [
    'a POST on an object',
    `${configMaps}/conf`,
    { body: named('x') },
    405,
    'MethodNotAllowed',
    /does not allow this method/,
  ],
  [
    'a POST across namespaces',
    '/api/v1/configmaps',
    { body: named('x') },
    405,
    'MethodNotAllowed',
    /does not allow this method/,
  ],
  [
    'a deletion of all namespaces',
    '/api/v1/namespaces',
    { method: 'DELETE' },
    405,
    'MethodNotAllowed',
    /does not allow this method/,
  ],
  [
    'an Accept that nobody meets',
    `${configMaps}/conf`,
    { accept: 'application/x-foo' },
    406,
    'NotAcceptable',
    /^406: Not Acceptable/,
  ],
  [
    'a table of an unknown version',
    configMaps,
    { accept: 'application/json;as=Table;v=v9;g=meta.k8s.io' },
    406,
    'NotAcceptable',
    /^only the following media types are accepted/,
  ],
  [
    'a body of text',
    configMaps,
    { body: 'x', type: 'text/plain' },
    415,
    'UnsupportedMediaType',
    /^the body of the request was in an unknown format/,
  ],
  [
    'a patch of plain JSON',
    `${configMaps}/conf`,
    { method: 'PATCH', body: {} },
    415,
    'UnsupportedMediaType',
    '415: Unsupported Media Type',
  ],
  [
    'a strategic patch of a custom resource',
    `${widgets}/one`,
    { method: 'PATCH', body: {}, type: 'application/strategic-merge-patch+json' },
    415,
    'UnsupportedMediaType',
    /application\/merge-patch\+json, application\/apply-patch\+yaml$/,
  ],
  [
    'a body beyond 3 MiB',
    configMaps,
    { body: { ...named('x'), data: { a: 'x'.repeat(3_200_000) } } },
    413,
    'RequestEntityTooLarge',
    'Request entity too large: limit is 3145728',
  ],
  [
    'a watch from no version',
    `${configMaps}?watch=true&resourceVersion=abc`,
    {},
    500,
    undefined,
    'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
  ],
  [
    'a version from the future',
    `${configMaps}?resourceVersion=99999999`,
    {},
    504,
    'Timeout',
    /^Timeout: Too large resource version: 99999999, current: \d+$/,
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
  it.each(rows)('%s', async (_what, path, asking, code, reason, message, details) => {
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
