import { expect, test } from 'vitest'
import type { Store } from '../../../../src/clusters/embedded/store/types.js'
import { olmTypes } from '../../../../src/install/index.js'
import { findMadeByOlm } from '../../../../src/install/olm/made-by-olm.js'
import { patchObject, resourceOf } from '../../../../src/kube/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { putNamespace, putOperator } from '../../../support/olm-operator.js'
import { startOlmServer } from '../../../support/olm-server.js'
import { olm, ownedBy, put } from '../../../support/olm-store.js'

const namespace = 'shared'
const signal = new AbortController().signal

interface Operator {
  packageName: string
  subscription: KubeObject
}

/** Two operators, which somebody and the run subscribed to at once, so that OLM installed them by one plan. */
async function twoOperators() {
  const server = await startOlmServer()
  putNamespace(server.store, namespace)
  const operator = (packageName: string): Operator => {
    const options = { namespace, packageName, plan: false }
    return { packageName, ...putOperator(server.store, options) }
  }
  return { server, own: operator('acme'), other: operator('neighbour') }
}

/** An InstallPlan that is done, of before anything that it made. */
function putDone(store: Store, name: string, operators: readonly Operator[]): void {
  put(store, {
    apiVersion: olm('v1alpha1'),
    kind: 'InstallPlan',
    metadata: {
      ...{ name, namespace, creationTimestamp: '2026-01-01T00:00:00Z' },
      ownerReferences: operators.map(({ subscription }) => ownedBy(subscription)),
    },
    spec: { clusterServiceVersionNames: operators.map(({ packageName }) => `${packageName}.v1.0.0`) },
    status: { phase: 'Complete', plan: operators.flatMap(stepsOf) },
  })
}

function stepsOf({ packageName }: Operator): object[] {
  const resolving = `${packageName}.v1.0.0`
  const csv = { group: 'operators.coreos.com', version: 'v1alpha1', kind: 'ClusterServiceVersion' }
  const crd = { group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' }
  return [
    { resolving, resource: { ...csv, name: resolving }, status: 'Created' },
    { resolving, resource: { ...crd, name: `things.${packageName}.example.com` }, status: 'Created' },
  ]
}

const crdType = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' }

const madeOf = (object: KubeObject) => [{ resource: olmTypes.subscriptions, object }]

test('of a plan that was made for another Subscription too, only what is for the own one', async () => {
  const { server, own, other } = await twoOperators()
  await using _ = server
  putDone(server.store, 'install-both', [own, other])
  const { brought, operators } = await findMadeByOlm(server.connection, madeOf(own.subscription), signal)
  expect(brought.csvs.map(({ object }) => object.metadata.name)).toEqual(['acme.v1.0.0'])
  expect(brought.crds.map(({ object }) => object.metadata.name)).toEqual(['things.acme.example.com'])
  expect(brought.installPlans).toEqual([])
  expect(operators).toEqual([{ name: 'acme.shared' }])
  expect(JSON.stringify(brought)).not.toContain('neighbour.v1.0.0')
})

test('the plan too, where it was made for the own Subscription alone', async () => {
  const { server, own } = await twoOperators()
  await using _ = server
  putDone(server.store, 'install-acme', [own])
  const { brought } = await findMadeByOlm(server.connection, madeOf(own.subscription), signal)
  expect(brought.installPlans.map(({ object }) => object.metadata.name)).toEqual(['install-acme'])
})

test('no CRD with which OLM installed a CSV of another namespace too', async () => {
  const { server, own } = await twoOperators()
  await using _ = server
  putDone(server.store, 'install-acme', [own])
  const resource = await resourceOf(server.connection, crdType)
  const name = 'things.acme.example.com'
  const alongside = async (place: string) => {
    const annotations = { [`operatorframework.io/installed-alongside-${place}`]: `${place}/acme.v1.0.0` }
    await patchObject(
      server.connection,
      resource,
      { name },
      { type: 'merge', body: { metadata: { annotations } } },
    )
    const { brought } = await findMadeByOlm(server.connection, madeOf(own.subscription), signal)
    return brought.crds.length
  }
  expect(await alongside(namespace)).toBe(1)
  expect(await alongside('elsewhere')).toBe(0)
})
