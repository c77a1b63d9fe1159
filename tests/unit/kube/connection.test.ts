import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { makeServerTls } from '../../../src/clusters/embedded/tls/certificates.js'
import {
  isAlreadyExists,
  isConflict,
  isForbidden,
  isNotFound,
  KubeApiError,
} from '../../../src/kube/api-error.js'
import { Connection } from '../../../src/kube/connection.js'
import { json, refuse, startScriptedServer } from './scripted-server.js'

test('sends credentials, query and JSON, and reads JSON, text and warnings', async () => {
  await using api = await startScriptedServer((request, response) => {
    if (request.path === '/healthz') return void response.end('ok')
    json(response, { heard: request.body }, 201, { warning: '299 - "unknown field \\"spec.x\\""' })
  })
  const answer = await api.connection.request({
    method: 'POST',
    path: '/api/v1/things',
    query: { dryRun: 'All', command: ['a', 'b'], absent: undefined },
    body: { a: 1 },
  })
  expect(answer).toMatchObject({
    status: 201,
    body: { heard: '{"a":1}' },
    warnings: ['unknown field "spec.x"'],
  })
  expect(api.seen[0]?.headers).toMatchObject({
    authorization: 'Bearer not-a-real-token',
    'content-type': 'application/json',
  })
  expect(api.seen[0]?.query.toString()).toBe('dryRun=All&command=a&command=b')
  expect((await api.connection.request({ path: '/healthz' })).body).toBe('ok')
})

test('a refusal is a KubeApiError that says reason and details', async () => {
  const answers: Record<string, [number, string]> = {
    '/a': [404, 'NotFound'],
    '/b': [403, 'Forbidden'],
    '/c': [409, 'AlreadyExists'],
    '/d': [409, 'Conflict'],
  }
  await using api = await startScriptedServer(({ path }, response) => {
    const [status, reason] = answers[path] ?? [500, 'InternalError']
    refuse(response, status, reason, `words for ${path}`)
  })
  const error = async (path: string) => api.connection.request({ path }).catch((caught: unknown) => caught)
  expect(await error('/a')).toMatchObject({
    status: 404,
    code: 'kube.api.not-found',
    message: 'words for /a',
    exitCode: 3,
  })
  expect(isNotFound(await error('/a'))).toBe(true)
  expect(isForbidden(await error('/b'))).toBe(true)
  expect(isAlreadyExists(await error('/c'))).toBe(true)
  expect(isConflict(await error('/c'))).toBe(false)
  expect(isConflict(await error('/d'))).toBe(true)
})

test('a plain text 404 is said as kubectl says it', async () => {
  await using api = await startScriptedServer((_, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n')
  })
  await expect(api.connection.request({ path: '/nothere' })).rejects.toMatchObject({
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
  })
})

test('asks again after 429 with Retry-After, and not without', async () => {
  let asked = 0
  await using api = await startScriptedServer(({ path }, response) => {
    asked++
    if (path === '/evict') return refuse(response, 429, 'TooManyRequests', 'disruption budget')
    if (asked === 1) return refuse(response, 429, 'TooManyRequests', 'busy', { 'retry-after': '0' })
    json(response, {})
  })
  await api.connection.request({ path: '/busy' })
  expect(asked).toBe(2)
  await expect(api.connection.request({ method: 'POST', path: '/evict' })).rejects.toBeInstanceOf(
    KubeApiError,
  )
  expect(asked).toBe(3)
})

test('a broken connection is tried again for a GET, and told for a POST', async () => {
  let asked = 0
  await using api = await startScriptedServer((_, response) => {
    asked++
    if (asked % 2 === 1) response.destroy()
    else json(response, {})
  })
  await api.connection.request({ path: '/a' })
  expect(asked).toBe(2)
  await expect(api.connection.request({ method: 'POST', path: '/a', body: {} })).rejects.toMatchObject({
    code: 'kube.dropped',
  })
  expect(asked).toBe(3)
})

test('an abort ends a request with its own reason', async () => {
  await using api = await startScriptedServer(() => {
    // Never answers.
  })
  const stop = new AbortController()
  const waiting = api.connection.request({ path: '/a', signal: stop.signal })
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test('a server that is not there is unreachable', async () => {
  const connection = new Connection({
    server: 'http://127.0.0.1:1',
    tls: {},
    authorize: () => Promise.resolve({}),
  })
  await expect(connection.request({ path: '/version' })).rejects.toMatchObject({
    code: 'kube.unreachable',
    exitCode: 3,
    message: expect.stringContaining('http://127.0.0.1:1') as string,
  })
  connection.close()
})

test('a certificate is checked against the CA that the kubeconfig gives', async () => {
  const tls = makeServerTls(['127.0.0.1'], new Date())
  const server = createServer({ cert: tls.cert, key: tls.key }, (_, response) => json(response, {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = async (options: object) => {
    const connection = new Connection({ server: url, tls: options, authorize: () => Promise.resolve({}) })
    return connection.request({ path: '/version' }).finally(() => connection.close())
  }
  await expect(ask({})).rejects.toMatchObject({ code: 'kube.tls' })
  await expect(ask({ ca: tls.caCert })).resolves.toMatchObject({ status: 200 })
  await expect(ask({ ca: tls.caCert, servername: 'another.example' })).rejects.toMatchObject({
    code: 'kube.tls',
  })
  await expect(ask({ rejectUnauthorized: false })).resolves.toMatchObject({ status: 200 })
  server.closeAllConnections()
  server.close()
})
