import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../../src/kube/connect.js'
import { plainTarget, readKubeconfig, selectContext } from '../../../src/kube/kubeconfig.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'))
})
afterAll(() => rm(folder, { recursive: true }))

const secret = 'eyJ-not-a-real-token'

async function written(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const kubeconfig = (user: string, more = '') => `
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: 'https://api.example:6443/', certificate-authority-data: ${Buffer.from('CA').toString('base64')}${more}}}]
users: [{name: u, user: ${user}}]
contexts:
- {name: main, context: {cluster: c, user: u, namespace: here}}
- {name: broken, context: {cluster: nope, user: u}}
current-context: main
`

async function target(content: string) {
  const path = await written('config', content)
  return plainTarget(selectContext(await readKubeconfig(path), undefined, path))
}

test('reads tokens, token files, basic logins and client certificates', async () => {
  const tokenFile = await written('token', `${secret}\n`)
  await written('client.crt', 'CERT')
  const headers = async (user: string) => (await target(kubeconfig(user))).authorize()
  expect(await headers(`{token: ${secret}}`)).toEqual({ authorization: `Bearer ${secret}` })
  expect(await headers(`{tokenFile: '${tokenFile}'}`)).toEqual({ authorization: `Bearer ${secret}` })
  expect(await headers('{username: a, password: b}')).toEqual({ authorization: 'Basic YTpi' })
  expect(await headers('{}')).toEqual({})
  // A path is relative to the kubeconfig, not to the working folder.
  const certificate = await target(
    kubeconfig(`{client-certificate: client.crt, client-key-data: ${Buffer.from('KEY').toString('base64')}}`),
  )
  expect([certificate.tls.ca, certificate.tls.cert, certificate.tls.key].map(String)).toEqual([
    'CA',
    'CERT',
    'KEY',
  ])
  expect(certificate).toMatchObject({
    server: 'https://api.example:6443',
    namespace: 'here',
    context: 'main',
  })
})

test('insecure-skip-tls-verify leaves the CA out, tls-server-name is kept', async () => {
  const { tls } = await target(kubeconfig('{}', ', insecure-skip-tls-verify: true, tls-server-name: other'))
  expect(tls).toMatchObject({ ca: undefined, rejectUnauthorized: false, servername: 'other' })
})

test('of several files the first to name a thing wins, and one that is missing is passed over', async () => {
  const first = await written('first', kubeconfig('{token: one}').replace('current-context: main', ''))
  const second = await written(
    'second',
    kubeconfig('{token: two}').replace('namespace: here', 'namespace: there'),
  )
  const merged = await readKubeconfig(`${first}:${join(folder, 'missing')}:${second}`)
  expect(merged.users).toEqual([{ name: 'u', user: { token: 'one' } }])
  expect(merged.currentContext).toBe('main')
})

test.each([
  ['a missing file', () => Promise.resolve(join(folder, 'missing')), undefined, 'kube.no-kubeconfig'],
  ['bad YAML', () => written('bad', `users: [{token: ${secret}`), undefined, 'kube.bad-kubeconfig'],
  ['another kind', () => written('pod', 'kind: Pod\napiVersion: v1'), undefined, 'kube.bad-kubeconfig'],
  [
    'no current context',
    () => written('none', 'kind: Config\ncontexts: []'),
    undefined,
    'kube.bad-kubeconfig',
  ],
  ['an unknown context', () => written('ok', kubeconfig('{}')), 'mian', 'kube.unknown-context'],
  ['a context without its cluster', () => written('ok', kubeconfig('{}')), 'broken', 'kube.bad-kubeconfig'],
  [
    'a CA file that is missing',
    () => written('ca', kubeconfig('{client-key: nope}')),
    undefined,
    'kube.bad-kubeconfig',
  ],
])('%s is told with a code and a next step, and no token', async (_, path, context, code) => {
  const error: unknown = await connect({ kubeconfig: await path(), context }).catch(
    (caught: unknown) => caught,
  )
  expect(error).toMatchObject({ code, exitCode: 3, next: expect.stringMatching(/\w/) as string })
  expect(String(error)).not.toContain(secret)
})

test('suggests the context that was meant', async () => {
  const path = await written('ok', kubeconfig('{}'))
  await expect(connect({ kubeconfig: path, context: 'mian' })).rejects.toMatchObject({
    next: 'Did you mean "main"?',
  })
})

test('an exec plug-in gives the token; one that is missing is named, its output is not', async () => {
  const script = await written(
    'login.sh',
    `#!/bin/sh\necho '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"${secret}"}}'\n`,
  )
  const exec = (command: string, args: string) =>
    kubeconfig(
      `{exec: {apiVersion: client.authentication.k8s.io/v1, command: ${command}, args: [${args}], interactiveMode: Never}}`,
    )
  const good = await connect({ kubeconfig: await written('exec', exec('sh', script)) })
  expect((await good.socketOptions()).headers).toMatchObject({ authorization: `Bearer ${secret}` })
  good.close()
  await expect(
    connect({ kubeconfig: await written('exec', exec('no-such-plugin', '')) }),
  ).rejects.toMatchObject({
    code: 'kube.auth-plugin',
    message: expect.stringContaining('no-such-plugin') as string,
  })
})

test('in a pod the service account serves, and its token is read anew for each request', async () => {
  const dir = await mkdtemp(join(folder, 'sa-'))
  await writeFile(join(dir, 'token'), 'one')
  await writeFile(join(dir, 'ca.crt'), 'CA')
  await writeFile(join(dir, 'namespace'), 'mine\n')
  const connection = await connect({ inCluster: { host: 'fd00::1', port: '443', serviceAccountDir: dir } })
  expect(connection).toMatchObject({ server: 'https://[fd00::1]:443', namespace: 'mine' })
  await writeFile(join(dir, 'token'), 'two')
  expect((await connection.socketOptions()).headers).toEqual({ authorization: 'Bearer two' })
  connection.close()
  const nowhere = { host: 'h', port: '1', serviceAccountDir: join(folder, 'nothere') }
  await expect(connect({ inCluster: nowhere })).rejects.toMatchObject({ code: 'kube.no-service-account' })
  await expect(connect({})).rejects.toMatchObject({ code: 'kube.no-kubeconfig' })
})
