import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderOutput, runGather, type GatherOptions, type GatherResult } from '../../../src/gather/index.js'
import {
  connect,
  createObject,
  deleteObject,
  listAll,
  patchObject,
  resourceOf,
  wellKnown,
  type Connection,
} from '../../../src/kube/index.js'
import { managedBy, managedByLabel, runLabel } from '../../../src/lib/run-labels.js'
import type { ExpectedError } from '../../../src/model/errors.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import type { RealCluster } from '../../support/real-cluster.js'

/** What a row's preparation may use and change. */
export interface Scene {
  connection: Connection
  cluster: RealCluster
  /** A name that nothing else has. */
  id: string
  /** Creates an object that goes when the row is over. */
  create(object: KubeObject): Promise<KubeObject>
  /** Said once the row is over, last first. */
  later(act: () => Promise<unknown>): void
}

export interface Outcome {
  result?: GatherResult
  error?: ExpectedError
  /** Names of what was copied. */
  data: string[]
  log: string
  warnings: string
  /** Files beside the data. */
  evidence: string[]
  /** Labelled objects of the run that are still there. */
  left: string[]
}

export type RowOptions = Partial<Omit<GatherOptions, 'runId'>>

const longest = 240_000

/** A gather of the test image with a bash script, and what became of it. */
export async function gatherWith(scene: Scene, script: string, over: RowOptions): Promise<Outcome> {
  const dir = await mkdtemp(join(tmpdir(), 'faults-'))
  scene.later(() => rm(dir, { recursive: true, force: true }))
  const warnings: string[] = []
  const warn = (message: string) => void warnings.push(message)
  const logger = { debug: () => {}, info: () => {}, warn, error: warn }
  const options: GatherOptions = {
    connection: scene.connection,
    runId: scene.id,
    name: 'default',
    image: scene.cluster.image,
    command: ['/bin/bash', '-c', script],
    sourceDir: '/must-gather',
    environment: 'oc',
    access: 'cluster-admin',
    operatorNamespace: 'default',
    output: folderOutput(dir),
    signal: AbortSignal.timeout(longest),
    logger,
    ...over,
  }
  const ended = await runGather(options).then(
    (result) => ({ result }),
    (error: unknown) => ({ error: error as ExpectedError }),
  )
  const text = (name: string) => readFile(join(dir, name), 'utf8').catch(() => '')
  const names = await readdir(dir)
  return {
    ...ended,
    data: (await readdir(join(dir, 'must-gather')).catch(() => [])).sort(),
    log: await text('gather.log'),
    warnings: warnings.join('\n'),
    evidence: names.filter((name) => name.endsWith('.json')).sort(),
    left: await leftOf(scene),
  }
}

const leftTypes = [
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role' },
]

/** What a run left, found as `sweep` finds it, by an administrator. */
export async function leftOf({ cluster, id }: Pick<Scene, 'cluster' | 'id'>): Promise<string[]> {
  const connection = await connect({ kubeconfig: cluster.kubeconfig })
  const labelSelector = `${managedByLabel}=${managedBy},${runLabel}=${id}`
  try {
    const lists = await Promise.all(
      leftTypes.map(async (type) => {
        const { items } = await listAll(connection, await resourceOf(connection, type), { labelSelector })
        return items.map(({ metadata }) => `${type.kind} ${metadata.name}`)
      }),
    )
    return lists.flat()
  } finally {
    connection.close()
  }
}

/** Takes away what a run left that could not do so itself, and what holds it. */
export async function sweepRun({ connection, id }: Pick<Scene, 'connection' | 'id'>): Promise<void> {
  const labelSelector = `${runLabel}=${id}`
  for (const type of leftTypes.filter(({ kind }) => /^(Namespace|Cluster)/.test(kind))) {
    const resource = await resourceOf(connection, type)
    for (const { metadata } of (await listAll(connection, resource, { labelSelector })).items) {
      if (type.kind === 'Namespace') await letGo(connection, metadata.name)
      await deleteObject(connection, resource, { name: metadata.name }).catch(() => {})
    }
  }
}

async function letGo(connection: Connection, namespace: string): Promise<void> {
  const { items } = await listAll(connection, wellKnown.configMaps, { namespace })
  for (const { metadata } of items.filter(({ metadata: { finalizers = [] } }) => finalizers.length > 0)) {
    const patch = { type: 'merge', body: { metadata: { finalizers: null } } } as const
    await patchObject(connection, wellKnown.configMaps, { namespace, name: metadata.name }, patch)
  }
}

/** Acts in a scene, and takes away everything that was made in it. */
export async function inScene<T>(cluster: RealCluster, act: (scene: Scene) => Promise<T>): Promise<T> {
  const connection = await connect({ kubeconfig: cluster.kubeconfig })
  const atTheEnd: (() => Promise<unknown>)[] = []
  const later = (one: () => Promise<unknown>) => void atTheEnd.unshift(one)
  const create = async (object: KubeObject) => {
    const resource = await resourceOf(connection, object)
    const created = await createObject(connection, resource, object)
    const { name, namespace } = created.metadata
    // In a namespace it goes with it.
    if (namespace === undefined) later(() => deleteObject(connection, resource, { name }))
    return created
  }
  const id = `fault-${randomUUID().slice(0, 8)}`
  try {
    return await act({ connection, cluster, id, create, later })
  } finally {
    for (const one of atTheEnd) await one().catch(() => {})
    connection.close()
  }
}
