import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createObject, wellKnown, type Connection } from '../../../src/kube/index.js'
import { createFolderWriter, createMemoryWriter, inspectOperators } from '../../../src/olm/index.js'
import { putNamespace, putOperator } from '../../support/olm-operator.js'
import { put } from '../../support/olm-store.js'
import { startOlmServer, type OlmServerOptions } from '../../support/olm-server.js'

const timeout = 180_000
const namespace = 'acme-system'

let dest: string
beforeEach(async () => {
  dest = await mkdtemp(join(tmpdir(), 'olm-'))
})
afterEach(() => rm(dest, { recursive: true }))

async function oneOperator(options: OlmServerOptions = {}) {
  const server = await startOlmServer(options)
  putNamespace(server.store, namespace)
  putOperator(server.store, { namespace, packageName: 'acme' })
  return server
}

const never = () => new AbortController().signal
const into = (connection: Connection, more: object = {}) => {
  const writer = createMemoryWriter()
  return { writer, options: { connection, writer, signal: never(), ...more } }
}

test('a cluster without OLM is told of in one sentence, also in what is written', { timeout }, async () => {
  await using server = await startOlmServer({ olm: false })
  const { writer, options } = into(server.connection)
  await expect(inspectOperators(options)).rejects.toMatchObject({
    code: 'olm.not-installed',
    exitCode: 3,
    message: expect.stringMatching(/^there is no OLM on this cluster/) as string,
  })
  expect(writer.files.get('version')?.toString()).toMatch(
    /^isv-must-gather\/olm\n\d+\.\d+\.\d+\.[0-9A-Za-z._+-]+\n$/,
  )
  expect(writer.files.get('errors.json')?.toString()).toContain('there is no OLM on this cluster')
})

test('a package that nobody subscribed to is an error that names the nearest', { timeout }, async () => {
  await using server = await oneOperator()
  const { options } = into(server.connection, { packageName: 'acmee' })
  await expect(inspectOperators(options)).rejects.toMatchObject({
    code: 'olm.no-subscription',
    message: 'there is no Subscription to the package "acmee" on this cluster',
    next: 'Did you mean --package=acme?',
  })
})

test('types that may not be read are problems, and the rest is there', { timeout }, async () => {
  await using server = await oneOperator()
  const limited = server.connect(await limitedToken(server))
  const unread: string[][] = []
  const { writer, options } = into(limited, {
    namespace,
    logs: false,
    onSnapshot: (snapshot: { unread: string[] }) => unread.push(snapshot.unread),
  })
  const result = await inspectOperators(options)
  limited.close()
  const subjects = result.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ subject }) => subject)
  expect(subjects).toContain('clusterroles.rbac.authorization.k8s.io')
  expect(subjects).toContain(`deployments.apps in ${namespace}`)
  expect(unread[0]).toContain('deployments.apps')
  expect(unread[0]).not.toContain('pods')
  const paths = [...writer.files.keys()].join('\n')
  expect(paths).toContain('clusterserviceversions/acme.v1.0.0.yaml')
  expect(writer.files.get('errors.json')?.toString()).toContain('Forbidden')
})

/** A token of a service account that may read OLM's types and pods of one namespace. */
async function limitedToken(server: Awaited<ReturnType<typeof oneOperator>>): Promise<string> {
  const metadata = { name: 'limited', namespace }
  put(server.store, { apiVersion: 'v1', kind: 'ServiceAccount', metadata })
  put(server.store, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [
      { apiGroups: ['operators.coreos.com'], resources: ['*'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    ],
  })
  put(server.store, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'limited' },
    subjects: [{ kind: 'ServiceAccount', ...metadata }],
  })
  const { body } = await server.connection.request<{ status: { token: string } }>({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/limited/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  })
  return body.status.token
}

test('Subscriptions that may not be listed are one error', { timeout }, async () => {
  await using server = await oneOperator()
  const limited = server.connect(await limitedToken(server))
  const { options } = into(limited)
  await expect(inspectOperators(options)).rejects.toMatchObject({ code: 'kube.api.forbidden' })
  limited.close()
})

test(
  'both logs of a container are saved; one that breaks off is not kept, and is told of',
  { timeout },
  async () => {
    const logs: OlmServerOptions['logs'] = (_namespace, _pod, { previous }) =>
      previous ? breaking() : Readable.from(['all of it\n'])
    await using server = await oneOperator({ logs })
    const result = await inspectOperators(
      into(server.connection, { writer: createFolderWriter(dest) }).options,
    )
    const folder = join(dest, 'namespaces', namespace, 'pods/acme-manager-1-a/manager/manager/logs')
    expect(await readdir(folder)).toEqual(['current.log'])
    expect(await readFile(join(folder, 'current.log'), 'utf8')).toBe('all of it\n')
    expect(result.logs).toBe(1)
    expect(result.problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        subject: expect.stringContaining('previous.log') as string,
      }),
    )
  },
)

function breaking(): Readable {
  return new Readable({
    read() {
      this.push('half\n')
      this.destroy(new Error('gone'))
    },
  })
}

test('what was read before an interruption is kept', { timeout }, async () => {
  const stop = new AbortController()
  const logs: OlmServerOptions['logs'] = () => {
    stop.abort()
    return new Readable({ read() {} })
  }
  await using server = await oneOperator({ logs })
  const { options, writer } = into(server.connection, { signal: stop.signal })
  const result = await inspectOperators(options)
  expect(result.interrupted).toBe(true)
  expect(result.problems).toContainEqual(expect.objectContaining({ reason: 'Interrupted' }))
  const paths = [...writer.files.keys()].join('\n')
  expect(paths).toContain('subscriptions/acme-sub.yaml')
  expect(paths).toContain('version')
  expect(paths).not.toContain('.log')
})

test('copied CSVs and ConfigMap contents stay away', { timeout }, async () => {
  await using server = await oneOperator()
  await createObject(server.connection, wellKnown.configMaps, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'other', namespace },
  })
  put(server.store, {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'ClusterServiceVersion',
    metadata: { name: 'acme.v0.9.0', namespace, labels: { 'olm.copiedFrom': 'elsewhere' } },
    spec: { replaces: 'acme.v1.0.0' },
  })
  const { options, writer } = into(server.connection)
  await inspectOperators(options)
  expect([...writer.files.keys()].join('\n')).not.toMatch(/v0\.9\.0|configmaps/)
})
