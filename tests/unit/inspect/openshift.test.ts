import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspect, planInspect, type InspectOptions } from '../../../src/inspect/index.js'
import { applyObjects } from '../../../src/kube/apply.js'
import { parseManifests } from '../../../src/kube/yaml.js'
import { silentLogger } from '../../../src/model/logger.js'
import { startEmbedded } from '../kube/embedded-server.js'

/** OpenShift's types as CRDs, and objects of them that point at each other. */
const manifests = parseManifests(
  readFileSync(new URL('../../../fixtures/inspect/openshift.yaml', import.meta.url), 'utf8'),
  'openshift.yaml',
)

let api: Awaited<ReturnType<typeof startEmbedded>>
let root: string
beforeAll(async () => {
  api = await startEmbedded()
  root = await mkdtemp(join(tmpdir(), 'inspect-openshift-'))
  for await (const _ of applyObjects(api.connection, manifests, {
    fieldManager: 'test',
    establishMs: 60_000,
  }));
}, 120_000)
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

const options = async (resources: string[], more: object = {}): Promise<InspectOptions> => ({
  connection: api.connection,
  resources,
  namespace: 'acme',
  destDir: await mkdtemp(join(root, 'out-')),
  signal: new AbortController().signal,
  logger: silentLogger,
  ...more,
})

async function run(resources: string[], more: object = {}) {
  const result = await inspect(await options(resources, more))
  const entries = await readdir(result.destDir, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(result.destDir.length + 1))
  return { result, files, text: (file: string) => readFile(join(result.destDir, file), 'utf8') }
}

const config = 'cluster-scoped-resources/config.openshift.io'

test('cluster operators bring the configuration, what they point at, and what that points at', async () => {
  const { files, result, text } = await run(['clusteroperators'])
  expect(files).toEqual(
    expect.arrayContaining([
      `${config}/clusteroperators/dns.yaml`,
      `${config}/clusteroperators.yaml`,
      `${config}/proxies.yaml`,
      'namespaces/acme/acme.yaml',
      'namespaces/acme/core/secrets.yaml',
      'namespaces/acme/example.com/widgets/second.yaml',
      'namespaces/webhooks/webhooks.yaml',
      'cluster-scoped-resources/apiextensions.k8s.io/customresourcedefinitions/widgets.example.com.yaml',
    ]),
  )
  expect(await text(`${config}/proxies.yaml`)).toContain('httpsProxy: http://user:****@proxy.example:3128')
  expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  for (const file of files) expect(await text(file), file).not.toContain('planted-not-a-real-one')
})

test('a depth ends it: nothing but what is named, or one step more', async () => {
  const none = await run(['clusteroperators'], { depth: 0 })
  expect(none.files.filter((file) => file.endsWith('.yaml') && !file.startsWith('aggregated'))).toEqual([
    `${config}/clusteroperators/dns.yaml`,
  ])
  const one = await run(['clusteroperators'], { depth: 1 })
  expect(one.files).toContain('namespaces/acme/acme.yaml')
  expect(one.files).not.toContain('namespaces/webhooks/webhooks.yaml')
})

test('webhook configurations and CRDs with conversion bring the namespaces of their services', async () => {
  const hooks = await run(['validatingwebhookconfigurations'])
  expect(hooks.files).toContain('namespaces/webhooks/webhooks.yaml')
  const crd = await run(['crd/widgets.example.com'])
  expect(crd.files).toContain('namespaces/webhooks/webhooks.yaml')
})

test('a selector narrows what is listed; Secrets can be left alone', async () => {
  const { files, text, result } = await run(['ns/acme'], { selector: 'app=web', skipSecrets: true })
  expect(await text('namespaces/acme/core/configmaps.yaml')).toContain('name: labelled')
  expect(await text('namespaces/acme/core/configmaps.yaml')).not.toContain('name: plain')
  expect(files).not.toContain('namespaces/acme/core/secrets.yaml')
  const named = await run(['secrets'], { skipSecrets: true })
  expect(named.result.problems).toMatchObject([{ severity: 'skipped', reason: 'SkipSecrets' }])
  expect(result.objects['configmaps']).toBe(1)
})

test('several runs into one folder at the same time keep all of their problems and events', async () => {
  const destDir = await mkdtemp(join(root, 'shared-'))
  const runs = ['nosuch-a', 'nosuch-b', 'nosuch-c', 'cm/none', 'ns/none'].map((name) =>
    run([name], { destDir }),
  )
  await Promise.all(runs)
  const errors = JSON.parse(await readFile(join(destDir, 'errors.json'), 'utf8')) as { subject: string }[]
  expect(errors.map(({ subject }) => subject).sort()).toEqual([
    'namespaces/acme/core/configmaps/none.yaml',
    'namespaces/none/none.yaml',
    'nosuch-a',
    'nosuch-b',
    'nosuch-c',
  ])
  expect((await readdir(destDir)).filter((name) => name.startsWith('.'))).toEqual([])
})

test('a plan says what would be asked for, and asks for nothing but discovery', async () => {
  const plan = await planInspect(
    await options(['clusteroperators', 'ns/acme', 'wigdets'], { skipSecrets: true }),
  )
  expect(plan.requests).toEqual(
    expect.arrayContaining([
      '/apis/config.openshift.io/v1/clusteroperators',
      '/apis/config.openshift.io/v1/proxies',
      '/api/v1/namespaces/acme',
      '/api/v1/namespaces/acme/pods',
    ]),
  )
  expect(plan.requests).not.toContain('/api/v1/namespaces/acme/secrets')
  expect(plan.absentTypes).toContain('egressqoses.k8s.ovn.org')
  expect(plan.problems[0]?.message).toContain('did you mean widgets?')
})
