import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestCluster, template, type TestCluster } from './test-cluster.js'

let cluster: TestCluster
beforeEach(async () => {
  cluster = startTestCluster()
  await expect.poll(() => cluster.names('serviceaccounts')).toEqual(['default'])
})
afterEach(() => cluster.close())

describe('namespaces', () => {
  it('have a service account and the CA, and get them back', async () => {
    await expect
      .poll(() => cluster.store.get('configmaps', 'test', 'kube-root-ca.crt')?.['data'])
      .toEqual({ 'ca.crt': 'CERTIFICATE' })
    cluster.store.delete('serviceaccounts', 'test', 'default')
    await expect.poll(() => cluster.names('serviceaccounts')).toEqual(['default'])
  })
})

describe('services', () => {
  it('lead to the pods that they select, once these are ready', async () => {
    const ports = [{ name: 'web', port: 80, targetPort: 'http' }]
    cluster.create('services', {
      metadata: { name: 'svc', namespace: 'test' },
      spec: { selector: { app: 'web' }, ports },
    })
    const subsets = () => cluster.store.get('endpoints', 'test', 'svc')?.['subsets']
    cluster.create('pods', {
      metadata: { name: 'a', namespace: 'test', labels: { app: 'web' } },
      spec: template({}).spec,
    })
    cluster.create('pods', {
      metadata: { name: 'b', namespace: 'test', labels: { app: 'no' } },
      spec: template({}).spec,
    })
    cluster.setPod('a', 'ready')
    cluster.setPod('b', 'ready')
    await expect.poll(subsets).toMatchObject([
      {
        addresses: [{ ip: '127.1.0.2', targetRef: { name: 'a' } }],
        ports: [{ name: 'web', port: 8080, protocol: 'TCP' }],
      },
    ])
    const [slice] = cluster.list('endpointslices.discovery.k8s.io')
    expect(slice).toMatchObject({
      metadata: { labels: { 'kubernetes.io/service-name': 'svc' } },
      endpoints: [{ addresses: ['127.1.0.2'], conditions: { ready: true } }],
    })
    cluster.store.delete('pods', 'test', 'a', { gracePeriodSeconds: 0 })
    await expect.poll(subsets).toBeUndefined()
  })
})

describe('claims', () => {
  const claim = (name: string, spec: Record<string, unknown> = {}) =>
    cluster.create('persistentvolumeclaims', {
      metadata: { name, namespace: 'test' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
    })
  const phase = (name: string) => cluster.status('persistentvolumeclaims', name)?.['phase']
  const volumes = () => cluster.store.list('persistentvolumes').items

  it('are bound to a new volume of the default class, which goes with them', async () => {
    claim('mine')
    await expect.poll(() => phase('mine')).toBe('Bound')
    expect(volumes()).toMatchObject([
      { spec: { storageClassName: 'standard', claimRef: { name: 'mine' } }, status: { phase: 'Bound' } },
    ])
    expect(cluster.store.get('persistentvolumeclaims', 'test', 'mine')?.spec).toMatchObject({
      storageClassName: 'standard',
    })
    cluster.store.delete('persistentvolumeclaims', 'test', 'mine')
    await expect.poll(volumes).toEqual([])
  })

  it('are bound to a volume that is there and fits', async () => {
    const volume = (name: string, storage: string) =>
      cluster.create('persistentvolumes', {
        metadata: { name },
        spec: {
          capacity: { storage },
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'manual',
          hostPath: { path: '/x' },
        },
      })
    volume('small', '1Mi')
    volume('large', '5Gi')
    claim('mine', { storageClassName: 'manual' })
    await expect
      .poll(() => cluster.store.get('persistentvolumeclaims', 'test', 'mine')?.spec)
      .toMatchObject({ volumeName: 'large' })
    cluster.store.delete('persistentvolumeclaims', 'test', 'mine')
    await expect
      .poll(() => volumes().map(({ status }) => (status as { phase: string }).phase))
      .toEqual(['Released', 'Available'])
  })

  it.each([
    ['missing', 'ProvisioningFailed: storageclass.storage.k8s.io "missing" not found'],
    [
      'foreign',
      "ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'example.com/nfs'",
    ],
    ['', 'FailedBinding: no persistent volumes available for this claim and no storage class is set'],
  ])('wait and say why: class %j', async (storageClassName, event) => {
    cluster.create('storageclasses.storage.k8s.io', {
      metadata: { name: 'foreign' },
      provisioner: 'example.com/nfs',
    })
    claim('waits', { storageClassName })
    await expect.poll(() => cluster.events().join('\n')).toContain(event)
    expect(phase('waits')).toBe('Pending')
  })
})

it('counts an event that comes again', async () => {
  cluster.create('persistentvolumeclaims', {
    metadata: { name: 'c', namespace: 'test' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'missing',
      resources: { requests: { storage: '1Gi' } },
    },
  })
  await expect.poll(() => cluster.events()).toHaveLength(1)
  cluster.store.modify('persistentvolumeclaims', 'test', 'c', (draft) => {
    draft.metadata.labels = { touched: 'yes' }
  })
  await expect.poll(() => cluster.list('events').map((event) => event['count'])).toEqual([2])
})

describe('a claim that is in use', () => {
  it('stays until its last pod has ended', async () => {
    cluster.create('persistentvolumeclaims', {
      metadata: { name: 'kept', namespace: 'test' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
    })
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'kept' } }]
    const metadata = { name: 'user', namespace: 'test' }
    cluster.create('pods', { metadata, spec: { ...template({}).spec, volumes } })
    cluster.setPod('user', 'ready')
    cluster.store.delete('persistentvolumeclaims', 'test', 'kept')
    expect(cluster.list('persistentvolumeclaims')[0]?.metadata).toMatchObject({
      finalizers: ['kubernetes.io/pvc-protection'],
      deletionTimestamp: expect.any(String) as string,
    })
    cluster.setPod('user', 'Succeeded')
    await expect.poll(() => cluster.names('persistentvolumeclaims')).toEqual([])
  })
})
