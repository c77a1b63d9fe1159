import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../../../../src/gather/index.js'
import { findThroughOlm, olmTypes, type InstalledByOlm } from '../../../../src/install/index.js'
import { awaitDeletion, deleteObject } from '../../../../src/kube/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { installOlmTypes } from '../../../support/olm/olm-types.js'
import { playSituation, type Play } from '../../../support/olm/play-situation.js'
import { startTestCluster, type TestCluster } from '../../gather/cluster.js'
import { loadOperator } from '../../olm/players/operator-image.js'
import {
  crdName,
  customObject,
  everything,
  install,
  leftNames,
  nameOf,
  namespace,
  packageName,
  put,
  signal,
  v1alpha1,
} from './scene.js'

let cluster: TestCluster
let connection: TestCluster['connection']
let olm: Play
let installed: InstalledByOlm

/** Of another operator, some of it in the same namespace and under names that begin alike. */
const neighbours: KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  {
    ...{ apiVersion: v1alpha1, kind: 'Subscription' },
    metadata: { name: 'theirs', namespace },
    spec: { name: `${packageName}-2`, channel: 'alpha', source: 'their-catalog', sourceNamespace: 'olm' },
    status: { installedCSV: `${packageName}-2.v1.0.0` },
  },
  csvOf(namespace),
  roleOf(namespace),
  roleOf('elsewhere'),
  {
    apiVersion: 'operators.coreos.com/v1',
    kind: 'Operator',
    metadata: { name: `${packageName}-2.${namespace}` },
  },
]

beforeEach(async () => {
  cluster = await startTestCluster()
  connection = cluster.connection
  await loadOperator(cluster, '0.0.9')
  await installOlmTypes(connection)
}, 60_000)
afterEach(async () => {
  await olm.stop()
  await cluster.stop()
})

/** Installs, and is killed then: nothing of it is removed. */
async function killed(there: readonly KubeObject[] = []): Promise<string[]> {
  for (const object of there) await put(connection, object)
  const before = await everything(connection)
  olm = await playSituation(connection, 'upgraded', { workloads: 'real' })
  installed = await install(connection)
  await olm.done
  return before
}

const swept = async (dryRun = false) => {
  const result = await sweep({ connection, dryRun, further: findThroughOlm, timeoutMs: 20_000, signal })
  return { found: result.found.map(nameOf), left: leftNames(result.left) }
}

const byOlm = [
  `ClusterServiceVersion ${namespace} ${packageName}.v0.0.9`,
  `CustomResourceDefinition ${crdName}`,
  `NFSProvisioner ${namespace} an-operand`,
  `Operator ${packageName}.${namespace}`,
]

describe('a sweep after a run was killed that had installed through OLM', { timeout: 120_000 }, () => {
  it('finds what OLM made, deletes nothing with --dry-run, and then all of it', async () => {
    const before = await killed()
    await put(connection, customObject('an-operand'))
    const there = await everything(connection)
    const { found } = await swept(true)
    expect(found).toEqual(expect.arrayContaining(byOlm))
    expect(found.filter((name) => name.startsWith('ClusterRole ')).length).toBeGreaterThan(1)
    expect(await everything(connection)).toEqual(there)
    expect(await swept()).toMatchObject({ left: [] })
    expect(await everything(connection)).toEqual(before)
    expect(await swept()).toEqual({ found: [], left: [] })
  })

  it('finds it too where the run was killed while it removed, and the Subscription is gone', async () => {
    const before = await killed()
    await put(connection, customObject('an-operand'))
    // As OLM labels one that came in the bundle.
    const labels = { 'olm.managed': 'true', 'olm.owner': `${packageName}.v0.0.9` }
    await put(connection, {
      ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' },
      metadata: { name: 'of-the-bundle', labels },
      rules: [],
    })
    const { subscription: name } = installed.names
    await deleteObject(connection, olmTypes.subscriptions, { namespace, name })
    await awaitDeletion(
      connection,
      { resource: olmTypes.subscriptions, namespace, name },
      { timeoutMs: 5000 },
    )
    const { found, left } = await swept()
    expect(found).toEqual(expect.arrayContaining(byOlm))
    expect(left).toEqual([])
    expect(await everything(connection)).toEqual(before)
  })

  it('leaves what another operator has, in the same namespace too', async () => {
    // The play takes the first Subscription: theirs comes when the run's is there.
    const [namespaceOfAll, ...theirs] = neighbours as [KubeObject, ...KubeObject[]]
    const before = await killed([namespaceOfAll])
    for (const object of theirs) await put(connection, object)
    const added = theirs.map(({ kind, metadata: { namespace: place, name } }) =>
      [kind, place, name].filter(Boolean).join(' '),
    )
    expect(await swept()).toMatchObject({ left: [] })
    // The operator's pod goes with its Deployment, a moment later.
    await expect.poll(() => everything(connection), { timeout: 20_000 }).toEqual([...before, ...added].sort())
  })

  it('leaves all of the package to who has subscribed to it since', async () => {
    await killed([neighbours[0] as KubeObject])
    const { subscription: name } = installed.names
    await deleteObject(connection, olmTypes.subscriptions, { namespace, name })
    await put(connection, {
      ...{ apiVersion: v1alpha1, kind: 'Subscription', metadata: { name: 'theirs', namespace } },
      spec: { name: packageName, channel: 'alpha', source: 'their-catalog', sourceNamespace: 'olm' },
    })
    const { found } = await swept()
    expect(found.filter((one) => byOlm.includes(one))).toEqual([])
    expect(await everything(connection)).toEqual(expect.arrayContaining([byOlm[0], byOlm[1]]))
  })
})

function csvOf(place: string): KubeObject {
  const labels = { [`operators.coreos.com/${packageName}-2.${place}`]: '' }
  return {
    ...{ apiVersion: v1alpha1, kind: 'ClusterServiceVersion' },
    metadata: { name: `${packageName}-2.v1.0.0`, namespace: place, labels },
    spec: {},
  }
}

function roleOf(place: string): KubeObject {
  const labels = {
    'olm.owner': place === namespace ? `${packageName}-2.v1.0.0` : `${packageName}.v0.0.9`,
    'olm.owner.kind': 'ClusterServiceVersion',
    'olm.owner.namespace': place,
  }
  return {
    ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' },
    metadata: { name: `their-role-${place}`, labels },
    rules: [],
  }
}
