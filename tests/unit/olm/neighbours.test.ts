import { expect, test } from 'vitest'
import { createMemoryWriter, inspectOperators } from '../../../src/olm/index.js'
import { putNamespace, putOperator, putPlan } from '../../support/olm-operator.js'
import { put, putEvent } from '../../support/olm-store.js'
import { startOlmServer } from '../../support/olm-server.js'

const timeout = 180_000
const namespace = 'shared'

/** Two operators in one namespace; the name of one begins with that of the other, and so do their service accounts. */
async function twoOperators() {
  const server = await startOlmServer()
  putNamespace(server.store, namespace)
  const manifests = (kind: string) => [{ kind: 'ServiceAccount', metadata: { name: kind } }]
  const one = { namespace, packageName: 'acme', manifests: manifests('acme'), plan: false }
  const other = {
    namespace,
    packageName: 'acme-neighbour',
    manifests: manifests('acme-neighbour'),
    plan: false,
  }
  const put1 = putOperator(server.store, one)
  const put2 = putOperator(server.store, other)
  putPlan(server.store, namespace, 'install-both', [
    { ...one, subscription: put1.subscription },
    { ...other, subscription: put2.subscription },
  ])
  put(server.store, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'neighbour-of-nobody', namespace },
    data: {},
  })
  putEvent(server.store, put2.csv, 'neighbour installed')
  return server
}

async function written(packageName: string) {
  await using server = await twoOperators()
  const writer = createMemoryWriter()
  const { connection } = server
  const signal = new AbortController().signal
  const result = await inspectOperators({ connection, packageName, namespace, writer, signal })
  const text = [...writer.files].map(([path, content]) => `${path}\n${content.toString()}`).join('\n')
  return { result, writer, text }
}

test('the inspector of one operator contains nothing of its neighbour', { timeout }, async () => {
  const { result, text, writer } = await written('acme')
  expect(result.subscriptions.map(({ name }) => name)).toEqual(['acme-sub'])
  expect(text).not.toContain('neighbour')
  expect([...writer.files.keys()]).toContain(
    `namespaces/${namespace}/core/serviceaccounts/acme-controller.yaml`,
  )
  const plan = writer.files.get(`namespaces/${namespace}/operators.coreos.com/installplans/install-both.yaml`)
  expect(plan?.toString()).toContain('resolving: acme.v1.0.0')
  expect(result.problems).toContainEqual(
    expect.objectContaining({ severity: 'skipped', reason: 'OtherOperators' }),
  )
})

test('and the other way round, where its name is the longer one', { timeout }, async () => {
  const { text, result } = await written('acme-neighbour')
  expect(result.subscriptions.map(({ name }) => name)).toEqual(['acme-neighbour-sub'])
  expect(text.replaceAll('acme-neighbour', '')).not.toContain('acme-')
  expect(text).not.toContain('acme.v1.0.0')
})

test('where both are asked for, both are there and the plan is whole', { timeout }, async () => {
  await using server = await twoOperators()
  const writer = createMemoryWriter()
  const signal = new AbortController().signal
  const result = await inspectOperators({ connection: server.connection, namespace, writer, signal })
  expect(result.subscriptions).toHaveLength(2)
  const plan = writer.files
    .get(`namespaces/${namespace}/operators.coreos.com/installplans/install-both.yaml`)
    ?.toString()
  expect(plan).toContain('resolving: acme.v1.0.0')
  expect(plan).toContain('resolving: acme-neighbour.v1.0.0')
  expect([...writer.files.keys()].join()).not.toContain('neighbour-of-nobody')
})
