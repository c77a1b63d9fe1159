import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { privateKeyPem } from '../run/support/samples.js'
import { filesBelow } from '../run/support/planted.js'
import { startEmbedded } from '../unit/kube/embedded-server.js'
import { startScriptedServer } from '../unit/kube/scripted-server.js'
import { tempFolder } from '../support/temp-folder.js'
import { leaksIn } from './support/forms.js'
import { password, plantedSecrets, token } from './support/samples.js'
import { watched } from './support/watched.js'

const timeout = 180_000

describe('inspect shows no secret', () => {
  let api: Awaited<ReturnType<typeof startEmbedded>>
  beforeAll(async () => {
    api = await startEmbedded()
  })
  afterAll(() => api[Symbol.asyncDispose]())

  it.each(['text', 'json'])(
    'of a cluster, and writes none of its Secrets, as %s',
    { timeout },
    async (output) => {
      const { all, add } = plantedSecrets()
      const namespace = `acme-${output}`
      const post = (path: string, body: object) => api.connection.request({ method: 'POST', path, body })
      const inside = `/api/v1/namespaces/${namespace}`
      await post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
      await post(`${inside}/serviceaccounts`, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default' },
      })
      const data = { password: Buffer.from(add('Secret', password())).toString('base64') }
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data }
      const applied = JSON.stringify({ ...secret, stringData: { x: add('last-applied', password()) } })
      const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': applied }
      await post(`${inside}/secrets`, { ...secret, metadata: { name: 'a', annotations } })
      const pem = privateKeyPem()
      add('private key', pem.split('\n')[2] ?? '')
      const url = `postgres://app:${add('URL', password())}@db.example/app`
      const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }
      await post(`${inside}/configmaps`, { ...configMap, data: { pem, url } })
      const env = [{ name: 'DB_PASSWORD', value: add('environment', token()) }]
      const spec = { containers: [{ name: 'x', image: 'x', env }] }
      await post(`${inside}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec })
      const kubeconfig = join(tempFolder(), 'kubeconfig')
      writeFileSync(kubeconfig, api.kubeconfig)
      const { users } = JSON.parse(api.kubeconfig) as { users: { user: { token: string } }[] }
      add('token of the kubeconfig', users[0]?.user.token ?? '')

      const home = tempFolder()
      const { leaks, stdout } = await watched(
        ['inspect', `ns/${namespace}`, '--verbose', '--output', output, `--dest-dir=${join(home, 'out')}`],
        { home, secrets: all, env: { KUBECONFIG: kubeconfig } },
      )
      expect(leaks).toEqual([])
      expect(stdout).toContain('pods')
      expect(filesBelow(join(home, 'out')).some((file) => /secrets\.yaml$/.test(file))).toBe(true)
    },
  )
})

describe('inspect and run show no secret that a server quotes in its errors', () => {
  it.each([
    ['inspect', ['ns/acme', '--verbose']],
    ['run', ['--image=localhost/x:1', '--verbose']],
  ])('%s', { timeout }, async (command, args) => {
    const { all, add } = plantedSecrets()
    const quoted = { error: add('error of a server', token()), body: add('body that is no JSON', token()) }
    const credential = add('token of the kubeconfig', password() + password())
    const types = [
      {
        name: 'namespaces',
        singularName: 'namespace',
        kind: 'Namespace',
        shortNames: ['ns'],
        namespaced: false,
        verbs: ['get', 'list'],
      },
      { name: 'pods', singularName: 'pod', kind: 'Pod', namespaced: true, verbs: ['get', 'list'] },
    ]
    await using server = await startScriptedServer(({ path, headers }, response) => {
      const answer = (status: number, body: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(typeof body === 'string' ? body : JSON.stringify(body))
      }
      if (path === '/version') return answer(200, { gitVersion: 'v1.30.0' })
      if (path === '/api') return answer(200, { kind: 'APIVersions', versions: ['v1'] })
      if (path === '/apis') return answer(200, { kind: 'APIGroupList', groups: [] })
      if (path === '/api/v1')
        return answer(200, { kind: 'APIResourceList', groupVersion: 'v1', resources: types })
      if (path.endsWith('/pods')) return answer(500, `no JSON, and ${quoted.body}`)
      const sent = headers.authorization ?? ''
      const message = `webhook denied: used ${quoted.error}, sent ${sent}`
      return answer(403, {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'Forbidden',
        code: 403,
        message,
      })
    })
    const kubeconfig = join(tempFolder(), 'kubeconfig')
    writeFileSync(kubeconfig, configFor(server.url, credential))
    const home = tempFolder()
    const { leaks, exitCode, stdout, stderr } = await watched(
      [command, ...args, `--dest-dir=${join(home, 'out')}`],
      { home, secrets: all, env: { KUBECONFIG: kubeconfig } },
    )
    expect(leaks).toEqual([])
    expect(exitCode).toBe(3)
    expect(stdout + stderr).toContain('left out')
    expect(server.seen.some(({ headers }) => leaksIn(headers.authorization ?? '', all).length > 0)).toBe(true)
    expect(filesBelow(join(home, 'out')).flatMap((file) => leaksIn(readFileSync(file), all))).toEqual([])
  })
})

const configFor = (server: string, credential: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'x', cluster: { server } }],
    users: [{ name: 'x', user: { token: credential } }],
    contexts: [{ name: 'x', context: { cluster: 'x', user: 'x', namespace: 'acme' } }],
    'current-context': 'x',
  })
