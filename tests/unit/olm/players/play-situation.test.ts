import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteObject, awaitDeletion, listAll, resourceOf, wellKnown } from '../../../../src/kube/index.js'
import { playSituation } from '../../../support/olm/play-situation.js'
import { recorded, situations, theOne } from '../../../support/olm/recordings.js'
import { startTestCluster, type TestCluster } from '../../gather/cluster.js'
import { startEmbedded } from '../../kube/embedded-server.js'
import { loadOperator } from './operator-image.js'
import { approve, csv, deployment, installPlan, statusOf, subscribe, subscription } from './harness.js'

const v8 = 'nfs-provisioner-operator.v0.0.8'
const v9 = 'nfs-provisioner-operator.v0.0.9'
const timeout = 180_000

describe('a play on an API without controllers', { timeout }, () => {
  it.each(situations.filter((name) => !['installed', 'upgraded'].includes(name)))(
    'ends %s as it was recorded',
    async (name) => {
      await using embedded = await startEmbedded()
      const { connection } = embedded
      await using play = await playSituation(connection, name)
      await subscribe(connection, {
        namespace: 'here',
        approval: name === 'approval-pending' ? 'Manual' : 'Automatic',
      })
      await play.done
      const status = await statusOf(connection, subscription, 'here', 'my-subscription')
      const wanted = theOne(recorded(name), 'Subscription').status as { conditions: { type: string }[] }
      const types = (conditions: unknown) => (conditions as { type: string }[]).map(({ type }) => type).sort()
      expect(types(status?.['conditions'])).toEqual(types(wanted.conditions))
      expect(status).toMatchObject({ catalogHealth: [{ catalogSourceRef: { name: 'my-catalog' } }] })
    },
  )

  it('installs and upgrades as plans are approved, and takes the old version off', async () => {
    await using embedded = await startEmbedded()
    const { connection } = embedded
    await using play = await playSituation(connection, 'upgraded')
    await subscribe(connection, { namespace: 'here', approval: 'Manual', startingCSV: v8 })
    await play.reached('plan')
    expect(await statusOf(connection, csv, 'here', v8)).toBeUndefined()
    expect(await statusOf(connection, subscription, 'here', 'my-subscription')).toMatchObject({
      state: 'UpgradePending',
      currentCSV: v8,
      installPlanRef: { name: 'install-z9m4g', namespace: 'here' },
    })
    await approve(connection, 'here', 'install-z9m4g')
    await play.reached('installed')
    expect(await statusOf(connection, csv, 'here', v8)).toMatchObject({ phase: 'Succeeded' })
    expect(await statusOf(connection, installPlan, 'here', 'install-z9m4g')).toMatchObject({
      phase: 'Complete',
    })
    await approve(connection, 'here', 'install-5p9bt')
    await play.done
    expect(await statusOf(connection, csv, 'here', v9)).toMatchObject({ phase: 'Succeeded' })
    expect(await statusOf(connection, csv, 'here', v8)).toBeUndefined()
    expect(await statusOf(connection, subscription, 'here', 'my-subscription')).toMatchObject({
      state: 'AtLatestKnown',
      installedCSV: v9,
    })
  })

  it('tells a step that never comes', async () => {
    await using embedded = await startEmbedded()
    await using play = await playSituation(embedded.connection, 'no-such-channel')
    await subscribe(embedded.connection, { namespace: 'here', approval: 'Automatic' })
    await expect(play.reached('csv')).rejects.toThrow('ended without csv: ')
  })
})

describe('a play on a cluster that runs pods', { timeout }, () => {
  let cluster: TestCluster
  beforeAll(async () => {
    cluster = await startTestCluster()
    for (const version of ['0.0.8', '0.0.9']) await loadOperator(cluster, version)
  }, timeout)
  afterAll(() => cluster.stop())

  it('runs the operator itself through an upgrade, and leaves a namespace that can go', async () => {
    const { connection } = cluster
    await using play = await playSituation(connection, 'upgraded', { workloads: 'real' })
    await subscribe(connection, { namespace: 'here', approval: 'Automatic', startingCSV: v8 })
    await play.done
    expect(await statusOf(connection, csv, 'here', v9)).toMatchObject({ phase: 'Succeeded' })
    const running = await statusOf(
      connection,
      deployment,
      'here',
      'nfs-provisioner-operator-controller-manager',
    )
    expect(running).toMatchObject({ availableReplicas: 1 })
    const pods = await listAll(connection, wellKnown.pods, { namespace: 'here' })
    const images = pods.items.map(
      ({ spec }) => (spec as { containers: { image: string }[] }).containers[0]?.image,
    )
    expect(images).toContain('quay.io/jooholee/nfs-provisioner-operator:0.0.9')

    const namespaces = { resource: wellKnown.namespaces, name: 'here' }
    await deleteObject(connection, wellKnown.namespaces, { name: 'here' })
    await awaitDeletion(connection, namespaces, { timeoutMs: timeout })
    const roles = await resourceOf(connection, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
    })
    const { items } = await listAll(connection, roles, { labelSelector: 'olm.managed=true' })
    expect(items.map(({ metadata }) => metadata.name)).toEqual([])
  })
})
