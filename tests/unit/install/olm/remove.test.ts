import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { playSituation, type Play } from '../../../support/olm/play-situation.js'
import { installOlmTypes } from '../../../support/olm/olm-types.js'
import { recorded, theOne } from '../../../support/olm/recordings.js'
import { sentRequests } from '../../../support/sent-requests.js'
import { startTestCluster, type TestCluster } from '../../gather/cluster.js'
import { loadOperator } from '../../olm/players/operator-image.js'
import {
  crdName,
  customObject,
  everything,
  install,
  leftNames,
  namespace,
  packageName,
  put,
  v1alpha1,
} from './scene.js'

let cluster: TestCluster
let connection: TestCluster['connection']
let before: string[]

beforeEach(async () => {
  cluster = await startTestCluster()
  connection = cluster.connection
  for (const version of ['0.0.8', '0.0.9']) await loadOperator(cluster, version)
  await installOlmTypes(connection)
  before = await everything(connection)
}, 60_000)
afterEach(() => cluster.stop())

const play = (): Promise<Play> => playSituation(connection, 'upgraded', { workloads: 'real' })
const kindsOf = (paths: readonly string[]) => [...new Set(paths.map((path) => path.split('/').at(-2)))]

describe('what OLM installed', { timeout: 120_000 }, () => {
  it('goes again, the Subscription first and the Operator last, and all is as it was', async () => {
    await using olm = await play()
    const installed = await install(connection)
    expect(installed.driven).toEqual({ outcome: 'succeeded' })
    await olm.done
    const there = await everything(connection)
    expect(there).toEqual(expect.arrayContaining([`CustomResourceDefinition ${crdName}`]))
    expect(there.filter((name) => name.startsWith('ClusterRole '))).not.toEqual(
      before.filter((name) => name.startsWith('ClusterRole ')),
    )
    await put(connection, customObject('an-operand'))

    const { result: left, deleted } = await sentRequests(() => installed.remove())
    expect(left).toEqual([])
    expect(await everything(connection)).toEqual(before)
    const ofInterest = [
      'nfsprovisioners',
      'subscriptions',
      'clusterserviceversions',
      'customresourcedefinitions',
    ]
    const last = ['catalogsources', 'operatorgroups', 'namespaces', 'operators']
    const order = [...ofInterest, ...last]
    expect(kindsOf(deleted).filter((kind) => order.includes(kind ?? ''))).toEqual(order)
  })

  it('leaves a CRD that was there before, with its objects', async () => {
    await using olm = await play()
    const crd = theOne(recorded('upgraded'), 'CustomResourceDefinition')
    const { status: _, ...content } = crd
    await put(connection, { ...content, metadata: { name: crdName } })
    await ofAnotherSecond()
    const installed = await install(connection)
    await olm.done
    expect(await installed.remove()).toEqual([])
    expect(await everything(connection)).toEqual([...before, `CustomResourceDefinition ${crdName}`].sort())
  })

  it('says what a finalizer holds, and takes the rest', async () => {
    await using olm = await play()
    const installed = await install(connection)
    await olm.done
    await put(connection, customObject('held', ['acme.io/hold']))
    const left = await installed.remove({ timeoutMs: 8000 })
    expect(leftNames(left)).toEqual([
      `CustomResourceDefinition ${crdName}`,
      `NFSProvisioner ${namespace} held`,
      `Namespace ${namespace}`,
    ])
    const there = await everything(connection)
    for (const kind of [
      'Subscription',
      'ClusterServiceVersion',
      'CatalogSource',
      'OperatorGroup',
      'Operator',
    ])
      expect(there.filter((name) => name.startsWith(`${kind} `))).toEqual([])
  })

  it('says that OLM does not let a CSV go, and takes the rest', async () => {
    const olm = await play()
    const installed = await install(connection)
    await olm.done
    // Whoever would take the finalizer off is gone.
    await olm.stop()
    const left = await installed.remove({ timeoutMs: 8000 })
    const csv = `ClusterServiceVersion ${namespace} ${packageName}.v0.0.9`
    expect(leftNames(left)).toEqual([csv, `Namespace ${namespace}`])
    expect(left.find(({ object }) => object.kind === 'ClusterServiceVersion')?.reason).toMatch(
      /to be deleted/,
    )
    const added = (await everything(connection)).filter((name) => !before.includes(name))
    expect(added.filter((name) => !name.includes(` ${namespace} `))).toEqual([`Namespace ${namespace}`])
  })
})

describe('what somebody else subscribed to', { timeout: 120_000 }, () => {
  const theirs = () => ({
    apiVersion: v1alpha1,
    kind: 'Subscription',
    metadata: { name: `${packageName}-subs`, namespace },
    spec: { name: packageName, channel: 'alpha', source: 'their-catalog', sourceNamespace: namespace },
  })

  it.each([[true], [undefined]])(
    'stays under the name that the run would have given (adopt: %s)',
    async (adopt) => {
      await using olm = await play()
      await put(connection, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
      await put(connection, {
        ...{ apiVersion: v1alpha1, kind: 'CatalogSource', metadata: { name: 'their-catalog', namespace } },
        spec: { sourceType: 'grpc', image: 'quay.io/their/index:1' },
      })
      const group = { apiVersion: 'operators.coreos.com/v1', kind: 'OperatorGroup' }
      await put(connection, {
        ...group,
        metadata: { name: 'theirs', namespace },
        spec: { targetNamespaces: [namespace] },
      })
      await put(connection, theirs())
      await olm.done
      const there = await everything(connection)
      if (adopt) {
        const installed = await install(connection, { adopt })
        expect(await installed.remove()).toEqual([])
      } else {
        await expect(install(connection)).rejects.toMatchObject({ code: 'install.exists' })
      }
      expect(await everything(connection)).toEqual(there)
    },
  )
})

/** Servers count times by the second: what is to be older must be of one before. */
async function ofAnotherSecond(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1000)
  const start = second()
  await expect.poll(second, { timeout: 3000 }).toBeGreaterThan(start)
}
