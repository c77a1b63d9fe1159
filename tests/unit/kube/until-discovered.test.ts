import { expect, test } from 'vitest'
import { untilDiscovered } from '../../../src/kube/until-discovered.js'
import { startScriptedServer } from './scripted-server.js'

const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Widget' },
    versions: [
      { name: 'v1', served: true },
      { name: 'v1alpha1', served: false },
    ],
  },
}

const version = (resources: string[]) => ({
  version: 'v1',
  resources: resources.map((resource) => ({
    resource,
    responseKind: { kind: 'Widget' },
    scope: 'Namespaced',
  })),
})

/** A server whose discovery names the type from the `after`th time on. */
const startLate = (after: number) => {
  let asked = 0
  return startScriptedServer(({ path }, response) => {
    const named = path === '/apis' && ++asked > after ? ['widgets'] : []
    const items = [{ metadata: { name: 'example.com' }, versions: [version(named)] }]
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ kind: 'APIGroupDiscoveryList', items: path === '/apis' ? items : [] }))
  })
}

test('waits until discovery names every version that is served', async () => {
  await using server = await startLate(2)
  await untilDiscovered(server.connection, [crd], { establishMs: 10_000 })
  expect(server.seen.filter(({ path }) => path === '/apis')).toHaveLength(3)
})

test('says which type did not come', async () => {
  await using server = await startLate(Infinity)
  await expect(untilDiscovered(server.connection, [crd], { establishMs: 1000 })).rejects.toMatchObject({
    code: 'kube.wait-timeout',
    exitCode: 4,
    message: 'the cluster did not come to serve Widget of example.com/v1 within 1.0s',
  })
})

test('ends by its signal', async () => {
  await using server = await startLate(Infinity)
  const signal = AbortSignal.abort(new Error('Ctrl-C'))
  await expect(untilDiscovered(server.connection, [crd], { establishMs: 200, signal })).rejects.toThrow(
    'Ctrl-C',
  )
})
