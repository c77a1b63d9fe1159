import { randomBytes } from 'node:crypto'
import { createObject, resourceOf, waitFor, wellKnown, type Connection } from '../../../src/kube/index.js'
import { removeObjects } from '../../../src/kube/remove-objects.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'

/** What the scripts gather from: a namespace with a deployment of two pods, a finished job, a service, a ConfigMap and a Secret. */
export interface Shop {
  namespace: string
  close(): Promise<void>
}

export async function openShop(connection: Connection, image: string): Promise<Shop> {
  const signal = AbortSignal.timeout(120_000)
  const namespace = `shop-${randomBytes(4).toString('hex')}`
  const made = await createObject(
    connection,
    wellKnown.namespaces,
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { signal },
  )
  const account = { resource: wellKnown.serviceAccounts, namespace, name: 'default' }
  await waitFor(connection, account, (found) => found !== undefined, {
    timeoutMs: 60_000,
    signal,
    what: 'the default service account',
  })
  for (const object of objects(namespace, image)) {
    const resource = await resourceOf(connection, object, signal)
    await createObject(connection, resource, object, { signal })
  }
  const ready = { timeoutMs: 90_000, signal }
  const deployments = await resourceOf(connection, { apiVersion: 'apps/v1', kind: 'Deployment' }, signal)
  const jobs = await resourceOf(connection, { apiVersion: 'batch/v1', kind: 'Job' }, signal)
  await waitFor(
    connection,
    { resource: deployments, namespace, name: 'web' },
    (found) => (found?.status as { readyReplicas?: number } | undefined)?.readyReplicas === 2,
    { ...ready, what: 'both pods of the deployment' },
  )
  await waitFor(
    connection,
    { resource: jobs, namespace, name: 'seed' },
    (found) => (found?.status as { succeeded?: number } | undefined)?.succeeded === 1,
    { ...ready, what: 'the end of the job' },
  )
  return {
    namespace,
    async close() {
      const target = { resource: wellKnown.namespaces, object: made }
      const left = await removeObjects(connection, [[target]], { timeoutMs: 60_000 })
      if (left.length > 0) throw new Error(`left behind: ${JSON.stringify(left)}`)
    },
  }
}

function objects(namespace: string, image: string): KubeObject[] {
  const labels = { app: 'web', shop: 'yes' }
  const metadata = (name: string) => ({ name, namespace, labels: { ...labels, app: name } })
  const pod = (name: string, command: string[]) => ({
    metadata: { labels: { app: name, shop: 'yes' } },
    spec: {
      terminationGracePeriodSeconds: 0,
      ...(name === 'seed' && { restartPolicy: 'Never' }),
      containers: [{ name, image, imagePullPolicy: 'IfNotPresent', command }],
    },
  })
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('settings'),
      data: { mode: 'fast', size: '3' },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('db'),
      stringData: { password: 'correct horse' },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('web'),
      spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 8080 }] },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadata('seed'),
      spec: { backoffLimit: 0, template: pod('seed', ['/bin/bash', '-c', 'echo seeded']) },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('web'),
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: pod('web', ['/usr/bin/shop', 'web']),
      },
    },
  ]
}
