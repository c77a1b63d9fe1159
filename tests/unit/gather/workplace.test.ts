import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGather, type GatherOptions } from '../../../src/gather/index.js'
import { createObject, listAll, resourceOf, wellKnown } from '../../../src/kube/index.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { startTestCluster, type TestCluster } from './cluster.js'

let cluster: TestCluster

beforeAll(async () => {
  cluster = await startTestCluster()
  await cluster.image('acme/gather:1', { '/usr/bin/gather': '#!/bin/bash\nexit 0\n' })
  for (const name of ['given', 'other'])
    await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  await create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'mine', namespace: 'given' } })
}, 60_000)
afterAll(() => cluster.stop())

async function create(object: KubeObject): Promise<void> {
  await createObject(cluster.connection, await resourceOf(cluster.connection, object), object)
}

const rbac = 'rbac.authorization.k8s.io/v1'
const watched = [
  { apiVersion: rbac, kind: 'ClusterRole' },
  { apiVersion: rbac, kind: 'ClusterRoleBinding' },
  { apiVersion: rbac, kind: 'Role' },
  { apiVersion: rbac, kind: 'RoleBinding' },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'Pod' },
]

/** Everything of the run, in the words `Kind namespace/name -> what it refers to`. */
async function labelled(): Promise<string[]> {
  const lists = await Promise.all(
    watched.map(async (type) => {
      const resource = await resourceOf(cluster.connection, type)
      const labelSelector = 'app.kubernetes.io/managed-by=isv-must-gather'
      const { items } = await listAll(cluster.connection, resource, { labelSelector })
      return items.map(({ metadata, ...rest }) => {
        const { roleRef, rules } = rest as { roleRef?: { name: string }; rules?: object[] }
        const name = (text: string) => text.replace(/(?<=must-gather-).{5}$/, 'x')
        const about = roleRef ? ` -> ${name(roleRef.name)}` : rules ? ` ${JSON.stringify(rules)}` : ''
        return `${type.kind} ${metadata.namespace === undefined ? '' : `${name(metadata.namespace)}/`}${name(metadata.name)}${about}`
      })
    }),
  )
  return lists.flat()
}

/** Runs a gather and says what was there while it ran. */
async function during(over: Partial<GatherOptions>) {
  let seen: Promise<string[]> | undefined
  const options = await cluster.options({
    ...over,
    onProgress: ({ phase }) => void (phase === 'copy' && (seen ??= labelled())),
  })
  const { left } = await runGather(options)
  expect(left).toEqual([])
  expect(await labelled()).toEqual([])
  return seen
}

describe('the workplace of a gather', { timeout: 60_000 }, () => {
  it('is a namespace with an account and its rights', async () => {
    expect(await during({})).toEqual([
      'ClusterRoleBinding must-gather-x -> cluster-admin',
      'ServiceAccount must-gather-x/must-gather',
      'Namespace must-gather-x',
      expect.stringMatching(/^Pod must-gather-x\//),
    ])
  })

  it('holds the roles that are given, under names of their own', async () => {
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]
    const manifests = [
      { apiVersion: rbac, kind: 'ClusterRole', metadata: { name: 'reader' }, rules },
      { apiVersion: rbac, kind: 'Role', metadata: { name: 'reader', namespace: 'other' }, rules },
    ]
    const seen = await during({ access: { manifests }, serviceAccount: 'named' })
    expect(seen).toEqual([
      `ClusterRole must-gather-x ${JSON.stringify(rules)}`,
      'ClusterRoleBinding must-gather-x -> must-gather-x',
      `Role other/must-gather-x ${JSON.stringify(rules)}`,
      'RoleBinding other/must-gather-x -> must-gather-x',
      'ServiceAccount must-gather-x/named',
      'Namespace must-gather-x',
      expect.stringMatching(/^Pod must-gather-x\//),
    ])
  })

  it('may be a namespace of others, which keeps what it has', async () => {
    const seen = await during({
      runNamespace: 'given',
      access: 'view',
      pullSecret: { dockerConfigJson: '{"auths":{}}' },
    })
    expect(seen).toEqual([
      'ClusterRoleBinding must-gather-x -> view',
      'ServiceAccount given/must-gather-x',
      'Secret given/must-gather-pull-test-run',
      expect.stringMatching(/^Pod given\//),
    ])
    const { items } = await listAll(cluster.connection, wellKnown.serviceAccounts, { namespace: 'given' })
    expect(items.map(({ metadata }) => metadata.name)).toContain('mine')
  })

  it('makes nothing but the pod where the account is given too', async () => {
    const seen = await during({ runNamespace: 'given', serviceAccount: 'mine' })
    expect(seen).toEqual([expect.stringMatching(/^Pod given\//)])
  })

  it('says what is not there', async () => {
    const nowhere = await cluster.options({ runNamespace: 'nowhere' })
    await expect(runGather(nowhere)).rejects.toMatchObject({ code: 'gather.no-namespace', exitCode: 2 })
    const nobody = await cluster.options({ runNamespace: 'given', serviceAccount: 'nobody' })
    await expect(runGather(nobody)).rejects.toMatchObject({ code: 'gather.no-account', exitCode: 2 })
    const manifests = [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'no-role' } }]
    const noRole = await cluster.options({ access: { manifests } })
    await expect(runGather(noRole)).rejects.toMatchObject({ code: 'gather.no-role', exitCode: 2 })
    expect(await labelled()).toEqual([])
  })
})
