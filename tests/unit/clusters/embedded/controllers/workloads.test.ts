import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import { startTestCluster, template, type TestCluster } from './test-cluster.js'

let cluster: TestCluster
beforeEach(async () => {
  cluster = startTestCluster()
  await expect.poll(() => cluster.names('serviceaccounts')).toEqual(['default'])
})
afterEach(() => cluster.close())

const labels = { app: 'web' }
const meta = { name: 'web', namespace: 'test' }
const selector = { matchLabels: labels }
const pods = () => cluster.names('pods')
const imageOf = (pod: KubeObject) => (pod.spec as { containers: { image: string }[] }).containers[0]?.image

describe('Deployment', () => {
  const deploy = (spec: Record<string, unknown> = {}) =>
    cluster.create('deployments.apps', {
      metadata: meta,
      spec: { selector, template: template(labels), ...spec },
    })
  const condition = (type: string) =>
    (cluster.status('deployments.apps', 'web')?.['conditions'] as { type: string }[] | undefined)?.find(
      (one) => one.type === type,
    )
  const setImage = (image: string) =>
    cluster.store.modify('deployments.apps', 'test', 'web', (draft) => {
      Object.assign(draft.spec as object, { template: template(labels, image) })
    })

  it('makes a ReplicaSet and its pods, and is available when they are ready', async () => {
    deploy({ replicas: 2 })
    await expect.poll(pods).toHaveLength(2)
    const [set] = cluster.list('replicasets.apps')
    expect(set?.metadata.labels?.['pod-template-hash']).toMatch(/^[a-z0-9]{10}$/)
    expect(pods()[0]).toMatch(new RegExp(`^${set?.metadata.name}-`))
    await expect
      .poll(() => condition('Available'))
      .toMatchObject({ status: 'False', reason: 'MinimumReplicasUnavailable' })
    for (const pod of pods()) cluster.setPod(pod, 'ready')
    await expect
      .poll(() => condition('Progressing'))
      .toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' })
    expect(condition('Available')).toMatchObject({ status: 'True', reason: 'MinimumReplicasAvailable' })
    expect(cluster.status('deployments.apps', 'web')).toMatchObject({
      replicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      updatedReplicas: 2,
    })
    expect(cluster.events()).toContain(
      `ScalingReplicaSet: Scaled up replica set ${set?.metadata.name} from 0 to 2`,
    )
  })

  it('waits for minReadySeconds', async () => {
    deploy({ minReadySeconds: 1 })
    await expect.poll(pods).toHaveLength(1)
    cluster.setPod(pods()[0] ?? '', 'ready')
    await expect
      .poll(() => cluster.status('deployments.apps', 'web'))
      .toMatchObject({ readyReplicas: 1, unavailableReplicas: 1 })
    await expect.poll(() => condition('Available'), { timeout: 5000 }).toMatchObject({ status: 'True' })
  })

  it('replaces a pod that is deleted', async () => {
    deploy()
    await expect.poll(pods).toHaveLength(1)
    const [first = ''] = pods()
    cluster.store.delete('pods', 'test', first, { gracePeriodSeconds: 0 })
    await expect.poll(() => pods().filter((name) => name !== first)).toHaveLength(1)
  })

  it('moves to a new template step by step, and keeps the old ReplicaSet', async () => {
    deploy({
      replicas: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    })
    await expect.poll(pods).toHaveLength(2)
    for (const pod of pods()) cluster.setPod(pod, 'ready')
    await expect.poll(() => condition('Progressing')).toMatchObject({ reason: 'NewReplicaSetAvailable' })
    setImage('next')
    for (let step = 0; step < 2; step++) {
      await expect
        .poll(() =>
          cluster.list('pods').filter((pod) => imageOf(pod) === 'next' && !pod.spec?.['nodeName' as never]),
        )
        .toHaveLength(1)
      expect(pods().length).toBeLessThanOrEqual(3)
      const waiting = cluster
        .list('pods')
        .find((pod) => imageOf(pod) === 'next' && !pod.spec?.['nodeName' as never])
      cluster.setPod(waiting?.metadata.name ?? '', 'ready')
      await expect
        .poll(() => cluster.list('pods').filter((pod) => pod.metadata.deletionTimestamp !== undefined))
        .toHaveLength(1)
      for (const pod of cluster.list('pods')) {
        if (pod.metadata.deletionTimestamp !== undefined)
          cluster.store.delete('pods', 'test', pod.metadata.name, { gracePeriodSeconds: 0 })
      }
    }
    await expect.poll(() => cluster.list('pods').map(imageOf)).toEqual(['next', 'next'])
    expect(cluster.list('replicasets.apps')).toHaveLength(2)
    expect(
      cluster.store.get('deployments.apps', 'test', 'web')?.metadata.annotations?.[
        'deployment.kubernetes.io/revision'
      ],
    ).toBe('2')
  })

  it('lets the old pods go first where it is told to', async () => {
    deploy({ strategy: { type: 'Recreate' } })
    await expect.poll(pods).toHaveLength(1)
    const [old = ''] = pods()
    cluster.setPod(old, 'ready')
    setImage('next')
    await expect.poll(() => cluster.store.get('pods', 'test', old)?.metadata.deletionTimestamp).toBeDefined()
    await expect.poll(() => cluster.list('pods').filter((pod) => imageOf(pod) === 'next')).toHaveLength(1)
  })

  it('says when it does not come forward', async () => {
    deploy({ progressDeadlineSeconds: 1 })
    await expect
      .poll(() => condition('Progressing'), { timeout: 6000 })
      .toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' })
  })

  it('says why it cannot make pods', async () => {
    const podTemplate = template(labels)
    deploy({ template: { ...podTemplate, spec: { ...podTemplate.spec, serviceAccountName: 'missing' } } })
    await expect.poll(() => cluster.events().join()).toContain('FailedCreate: Error creating: pods "web-')
    cluster.create('serviceaccounts', { metadata: { name: 'missing', namespace: 'test' } })
    await expect.poll(pods, { timeout: 5000 }).toHaveLength(1)
  })
})

describe('StatefulSet', () => {
  it('makes members one after the other, each with its own claim', async () => {
    const claim = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }
    cluster.create('statefulsets.apps', {
      metadata: meta,
      spec: {
        replicas: 2,
        serviceName: 'web',
        selector,
        template: template(labels),
        volumeClaimTemplates: [claim],
      },
    })
    await expect.poll(pods).toEqual(['web-0'])
    cluster.setPod('web-0', 'ready')
    await expect.poll(pods).toEqual(['web-0', 'web-1'])
    expect(cluster.names('persistentvolumeclaims')).toEqual(['data-web-0', 'data-web-1'])
    cluster.setPod('web-1', 'ready')
    await expect
      .poll(() => cluster.status('statefulsets.apps', 'web'))
      .toMatchObject({ readyReplicas: 2, availableReplicas: 2 })
    cluster.store.modify(
      'statefulsets.apps',
      'test',
      'web',
      (draft) => void Object.assign(draft.spec as object, { replicas: 1 }),
    )
    await expect
      .poll(() => cluster.store.get('pods', 'test', 'web-1')?.metadata.deletionTimestamp)
      .toBeDefined()
    expect(cluster.store.get('pods', 'test', 'web-0')?.metadata.deletionTimestamp).toBeUndefined()
  })
})

describe('DaemonSet', () => {
  it('has one pod on the node, or none where the node does not fit', async () => {
    cluster.create('daemonsets.apps', { metadata: meta, spec: { selector, template: template(labels) } })
    await expect.poll(pods).toHaveLength(1)
    cluster.setPod(pods()[0] ?? '', 'ready')
    await expect
      .poll(() => cluster.status('daemonsets.apps', 'web'))
      .toMatchObject({ desiredNumberScheduled: 1, numberReady: 1, numberAvailable: 1 })
    const podTemplate = template({ app: 'other' })
    cluster.create('daemonsets.apps', {
      metadata: { name: 'other', namespace: 'test' },
      spec: {
        selector: { matchLabels: { app: 'other' } },
        template: { ...podTemplate, spec: { ...podTemplate.spec, nodeSelector: { no: 'such' } } },
      },
    })
    await expect
      .poll(() => cluster.status('daemonsets.apps', 'other'))
      .toMatchObject({ desiredNumberScheduled: 0 })
  })
})

describe('Job', () => {
  const job = (spec: Record<string, unknown> = {}) => {
    const { spec: podSpec } = template(labels)
    cluster.create('jobs.batch', {
      metadata: meta,
      spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } }, ...spec },
    })
  }
  const conditions = () =>
    (cluster.status('jobs.batch', 'web')?.['conditions'] as { type: string; reason: string }[] | undefined) ??
    []

  it('is complete when enough pods have succeeded', async () => {
    job({ completions: 2, parallelism: 1 })
    for (let done = 0; done < 2; done++) {
      await expect.poll(pods).toHaveLength(done + 1)
      const next = cluster.list('pods').find((pod) => (pod.status as { phase: string }).phase === 'Pending')
      cluster.setPod(next?.metadata.name ?? '', 'Succeeded')
    }
    await expect.poll(() => conditions().map(({ type }) => type)).toEqual(['SuccessCriteriaMet', 'Complete'])
    expect(cluster.status('jobs.batch', 'web')).toMatchObject({
      succeeded: 2,
      completionTime: expect.any(String) as string,
    })
  })

  it('fails when its pods fail too often', async () => {
    job({ backoffLimit: 0 })
    await expect.poll(pods).toHaveLength(1)
    cluster.setPod(pods()[0] ?? '', 'Failed')
    await expect
      .poll(() => conditions().at(-1))
      .toMatchObject({ type: 'Failed', reason: 'BackoffLimitExceeded' })
    expect(cluster.events()).toContain('BackoffLimitExceeded: Job has reached the specified backoff limit')
  })

  it('fails at its deadline, and its pods go', async () => {
    job({ activeDeadlineSeconds: 1 })
    await expect.poll(pods).toHaveLength(1)
    await expect
      .poll(() => conditions().at(-1), { timeout: 5000 })
      .toMatchObject({ type: 'Failed', reason: 'DeadlineExceeded' })
    await expect.poll(pods).toEqual([])
  })

  it('goes when its time after the end is over', async () => {
    job({ ttlSecondsAfterFinished: 0 })
    await expect.poll(pods).toHaveLength(1)
    cluster.setPod(pods()[0] ?? '', 'Succeeded')
    await expect.poll(() => cluster.names('jobs.batch')).toEqual([])
  })

  it('starts nothing while it is suspended', async () => {
    job({ suspend: true })
    await expect.poll(conditions).toMatchObject([{ type: 'Suspended', reason: 'JobSuspended' }])
    expect(pods()).toEqual([])
  })
})
