/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument --
   What the API answers has no type but the test's expectation. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../support/api.js'
import { pod } from '../support/objects.js'

let api: TestApi
let token: string
beforeAll(async () => {
  api = await startTestApi()
  token = api.server.signServiceAccountToken({ namespace: 'wire', name: 'default' }).token
})
afterAll(() => api.close())

const review = (group: string, kind: string, body: object = {}, asking: object = {}) =>
  api.ask(`/apis/${group}/v1/${kind.toLowerCase()}s`, {
    body: { apiVersion: `${group}/v1`, kind, ...body },
    ...asking,
  })
const [authentication, authorization] = ['authentication.k8s.io', 'authorization.k8s.io']
const account = {
  username: 'system:serviceaccount:wire:default',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:wire', 'system:authenticated'],
}

describe('reviews', () => {
  it('say who asks', async () => {
    const { code, body } = await review(authentication, 'SelfSubjectReview', {}, { token })
    expect([code, body.status.userInfo]).toMatchObject([201, account])
  })

  it('say who a token is for', async () => {
    const { body } = await review(authentication, 'TokenReview', { spec: { token } })
    expect(body.status).toMatchObject({
      authenticated: true,
      user: account,
      audiences: ['https://kubernetes.default.svc.cluster.local'],
    })
    const wrong = await review(authentication, 'TokenReview', { spec: { token: 'wrong' } })
    expect(wrong.body.status).toEqual({ user: {}, error: 'invalid bearer token' })
  })

  it('say what is allowed', async () => {
    const resourceAttributes = { namespace: 'wire', verb: 'get', resource: 'pods' }
    const self = (asking: object) =>
      review(authorization, 'SelfSubjectAccessReview', { spec: { resourceAttributes } }, asking)
    expect((await self({})).body.status.allowed).toBe(true)
    expect((await self({ token })).body).toMatchObject({
      spec: { resourceAttributes },
      status: { allowed: false },
    })
    const spec = {
      user: account.username,
      groups: account.groups,
      nonResourceAttributes: { path: '/apis', verb: 'get' },
    }
    expect((await review(authorization, 'SubjectAccessReview', { spec })).body.status).toMatchObject({
      allowed: true,
      reason: expect.stringContaining('ClusterRoleBinding "system:discovery"'),
    })
    const rules = await review(
      authorization,
      'SelfSubjectRulesReview',
      { spec: { namespace: 'wire' } },
      { token },
    )
    expect(JSON.stringify(rules.body.status.resourceRules)).toContain('selfsubjectreviews')
  })

  it('are asked for by creation alone', async () => {
    expect((await api.ask(`/apis/${authentication}/v1/selfsubjectreviews`)).code).toBe(405)
  })
})

describe('impersonation', () => {
  it('lets the administrator be somebody else', async () => {
    const headers = { 'impersonate-user': 'alice', 'impersonate-group': 'dev' }
    const { body } = await review(authentication, 'SelfSubjectReview', {}, { headers })
    expect(body.status.userInfo).toEqual({ username: 'alice', groups: ['dev', 'system:authenticated'] })
  })

  it('gives a service account its groups', async () => {
    const headers = { 'impersonate-user': account.username }
    expect((await review(authentication, 'SelfSubjectReview', {}, { headers })).body.status.userInfo).toEqual(
      account,
    )
  })

  it('is a right of its own', async () => {
    const answer = await api.ask('/api/v1/pods', { token, headers: { 'impersonate-user': 'alice' } })
    expect(answer.code).toBe(403)
    expect(answer.body.message).toContain(
      'users "alice" is forbidden: User "system:serviceaccount:wire:default" cannot impersonate resource "users"',
    )
  })
})

describe('tokens', () => {
  const path = '/api/v1/namespaces/wire/serviceaccounts/default/token'
  const request = (spec: object) =>
    api.ask(path, { body: { apiVersion: `${authentication}/v1`, kind: 'TokenRequest', spec } })
  const code = async (bearer: string) => (await api.ask('/apis', { token: bearer })).code

  it('are given out, for a time and an audience', async () => {
    const { code: created, body } = await request({ expirationSeconds: 600 })
    expect(created).toBe(201)
    expect(Date.parse(body.status.expirationTimestamp) - Date.now()).toBeGreaterThan(590_000)
    expect(await code(body.status.token)).toBe(200)
    const other = await request({ audiences: ['somebody-else'] })
    expect(await code(other.body.status.token)).toBe(401)
    expect((await request({ expirationSeconds: 5 })).code).toBe(400)
  })

  it('end with their pod', async () => {
    const { metadata } = api.store.create('pods', pod('p'))
    const boundObjectRef = { kind: 'Pod', name: 'p', uid: metadata.uid }
    const bound = (await request({ boundObjectRef })).body.status.token as string
    expect(await code(bound)).toBe(200)
    api.store.delete('pods', 'wire', 'p')
    expect(await code(bound)).toBe(401)
  })

  it('end with their account, and are not revived by another of its name', async () => {
    const make = () =>
      api.store.create('serviceaccounts', {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'short', namespace: 'wire' },
      })
    make()
    const mine = api.server.signServiceAccountToken({ namespace: 'wire', name: 'short' }).token
    expect(await code(mine)).toBe(200)
    api.store.delete('serviceaccounts', 'wire', 'short')
    make()
    expect(await code(mine)).toBe(401)
  })

  it('are refused when somebody has changed them', async () => {
    const [head = '', claims = '', signature = ''] = token.split('.')
    const forged = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
    const body = Buffer.from(
      JSON.stringify({ ...forged, sub: 'system:serviceaccount:kube-system:admin' }),
    ).toString('base64url')
    expect(await code(`${head}.${body}.${signature}`)).toBe(401)
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await code(`${none}.${claims}.`)).toBe(401)
  })
})
