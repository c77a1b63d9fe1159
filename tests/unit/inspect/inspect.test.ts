import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inspect } from '../../../src/inspect/index.js'
import { parseManifests } from '../../../src/kube/yaml.js'
import { silentLogger } from '../../../src/model/logger.js'
import { json, refuse, startScriptedServer } from '../kube/scripted-server.js'

let dest: string
beforeEach(async () => {
  dest = await mkdtemp(join(tmpdir(), 'inspect-'))
})
afterEach(() => rm(dest, { recursive: true }))

const type = (resource: string, kind: string, more: object = {}) => ({
  resource,
  responseKind: { kind },
  scope: 'Namespaced',
  singularResource: kind.toLowerCase(),
  verbs: ['get', 'list'],
  ...more,
})
const core = {
  kind: 'APIGroupDiscoveryList',
  items: [
    {
      metadata: {},
      versions: [
        {
          version: 'v1',
          resources: [
            type('pods', 'Pod', { categories: ['all'] }),
            type('secrets', 'Secret'),
            type('events', 'Event'),
            type('configmaps', 'ConfigMap'),
            type('namespaces', 'Namespace', { scope: 'Cluster', shortNames: ['ns'] }),
          ],
        },
      ],
    },
  ],
}
const configGroup = {
  kind: 'APIGroupDiscoveryList',
  items: [
    {
      metadata: { name: 'config.openshift.io' },
      versions: [
        {
          version: 'v1',
          resources: [
            type('clusteroperators', 'ClusterOperator', { scope: 'Cluster', shortNames: ['co'] }),
            type('infrastructures', 'Infrastructure', { scope: 'Cluster' }),
          ],
        },
      ],
    },
  ],
}

const container = (name: string, state: object, more: object = {}) => ({
  name,
  state,
  restartCount: 0,
  ...more,
})
const pod = {
  metadata: { name: 'web', namespace: 'x', uid: 'u' },
  spec: { containers: [{ name: 'main' }, { name: 'slow' }], initContainers: [{ name: 'init' }] },
  status: {
    containerStatuses: [
      container('main', { running: {} }, { restartCount: 1 }),
      container('slow', { waiting: { reason: 'ContainerCreating' } }),
    ],
    initContainerStatuses: [container('init', { terminated: { exitCode: 0 } })],
  },
}

const answers: Record<string, object> = {
  '/api': core,
  '/apis': configGroup,
  '/api/v1/namespaces/x': { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } },
  '/api/v1/namespaces/x/pods': { metadata: { resourceVersion: '1' }, items: [pod] },
  '/api/v1/namespaces/x/pods/web': { apiVersion: 'v1', kind: 'Pod', ...pod },
  '/api/v1/namespaces/x/secrets': {
    metadata: {},
    items: [{ metadata: { name: 's', namespace: 'x' }, data: { k: 'aHVudGVyMg==' } }],
  },
  '/api/v1/namespaces/x/events': {
    metadata: {},
    items: [
      {
        metadata: { name: 'e', namespace: 'x' },
        type: 'Warning',
        reason: '<script>',
        message: 'a & "b"',
        lastTimestamp: '2026-01-01T00:00:00Z',
        involvedObject: { kind: 'Pod', name: 'web', namespace: 'x' },
      },
    ],
  },
  '/apis/config.openshift.io/v1/clusteroperators': {
    metadata: {},
    items: [
      {
        metadata: { name: 'dns' },
        status: {
          relatedObjects: [
            { group: '', resource: 'namespaces', name: 'x' },
            { group: 'nope.io', resource: 'things', name: 'y' },
          ],
        },
      },
    ],
  },
  '/apis/config.openshift.io/v1/infrastructures': {
    metadata: {},
    items: [{ metadata: { name: 'cluster' } }],
  },
}

const startServer = () =>
  startScriptedServer(({ path, query }, response) => {
    if (path.endsWith('/log')) {
      if (query.get('previous')) return refuse(response, 500, 'InternalError', 'no space left')
      return void response.end(`log of ${query.get('container') ?? ''}\n`)
    }
    if (path.endsWith('/configmaps')) return refuse(response, 403, 'Forbidden', 'configmaps is forbidden')
    const answer = answers[path]
    if (answer) json(response, answer)
    else refuse(response, 404, 'NotFound', `${path} not found`)
  })

const files = async () =>
  (await readdir(dest, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dest.length + 1))
    .sort()

const run = async (resources: string[], more: object = {}) => {
  await using api = await startServer()
  const result = await inspect({
    connection: api.connection,
    resources,
    namespace: 'x',
    destDir: dest,
    signal: new AbortController().signal,
    logger: silentLogger,
    ...more,
  })
  return { result, seen: api.seen }
}

test('a namespace: its lists, pods and logs in the layout of oc; what fails is told, and leaves no file', async () => {
  const { result } = await run(['ns/x'])
  expect(await files()).toEqual([
    'aggregated-discovery-api.yaml',
    'aggregated-discovery-apis.yaml',
    'errors.json',
    'event-filter.html',
    'namespaces/x/core/events.yaml',
    'namespaces/x/core/pods.yaml',
    'namespaces/x/core/secrets.yaml',
    'namespaces/x/pods/web/init/init/logs/current.log',
    'namespaces/x/pods/web/main/main/logs/current.log',
    'namespaces/x/pods/web/web.yaml',
    'namespaces/x/x.yaml',
    'timestamp',
  ])
  expect(await readFile(join(dest, 'namespaces/x/pods/web/main/main/logs/current.log'), 'utf8')).toBe(
    'log of main\n',
  )
  expect(result.problems.map(({ subject, severity, reason }) => [subject, severity, reason]).sort()).toEqual([
    ['namespaces/x/core/configmaps.yaml', 'error', 'Forbidden'],
    ['namespaces/x/pods/web/main/main/logs/previous.log', 'error', 'InternalError'],
    ['namespaces/x/pods/web/slow/slow/logs/current.log', 'skipped', 'ContainerCreating'],
  ])
  expect(JSON.parse(await readFile(join(dest, 'errors.json'), 'utf8'))).toEqual(result.problems)
})

test('Secrets are elided in lists, and no value is left anywhere', async () => {
  await run(['ns/x'])
  for (const file of await files())
    expect(await readFile(join(dest, file), 'utf8')).not.toContain('aHVudGVyMg')
  const [secret] = parseManifests(await readFile(join(dest, 'namespaces/x/core/secrets.yaml'), 'utf8'), 'x')
  expect(secret).toMatchObject({
    kind: 'Secret',
    data: { k: Buffer.from('7 bytes long').toString('base64') },
  })
})

test('a pod that is named comes with its logs', async () => {
  await run(['pod/web'])
  expect(await files()).toContain('namespaces/x/core/pods/web.yaml')
  expect(await files()).toContain('namespaces/x/pods/web/main/main/logs/current.log')
})

test('cluster operators lead to the configuration and to what they point at, each once', async () => {
  const { seen } = await run(['clusteroperators', 'ns/x'])
  const found = await files()
  expect(found).toContain('cluster-scoped-resources/config.openshift.io/clusteroperators/dns.yaml')
  expect(found).toContain('cluster-scoped-resources/config.openshift.io/infrastructures.yaml')
  expect(found).toContain('namespaces/x/x.yaml')
  expect(seen.filter(({ path }) => path === '/api/v1/namespaces/x')).toHaveLength(1)
})

test('the page of events is escaped', async () => {
  await run(['ns/x'])
  const page = await readFile(join(dest, 'event-filter.html'), 'utf8')
  expect(page).toContain('<td>&lt;script&gt;</td><td>1</td><td>a &amp; &quot;b&quot;</td>')
  expect(page).not.toMatch(/(?:src|href)=/)
})

test('logs are limited to the time asked for', async () => {
  const { seen } = await run(['ns/x'], { since: 90_000 })
  const log = seen.find(({ path }) => path.endsWith('/log'))
  expect(log?.query.get('sinceSeconds')).toBe('90')
  expect(log?.query.get('timestamps')).toBe('true')
})

test('a second run into the same folder adds to the errors', async () => {
  await run(['foos'])
  await run(['bars'])
  const errors = JSON.parse(await readFile(join(dest, 'errors.json'), 'utf8')) as { subject: string }[]
  expect(errors.map(({ subject }) => subject)).toEqual(['foos', 'bars'])
})

test('an abort ends it', async () => {
  await expect(run(['ns/x'], { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
})
