import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  applySamples,
  deleteSamples,
  installManifests,
  operatorContainers,
  waitReady,
} from '../../../src/install/index.js'
import { awaitDeletion, wellKnown } from '../../../src/kube/index.js'
import type { MadeObject } from '../../../src/kube/remove-objects.js'
import { runLabels } from '../../../src/lib/run-labels.js'
import { silentLogger } from '../../../src/model/logger.js'
import { startTestCluster, type TestCluster } from '../gather/cluster.js'
import { crd, deployment, operatorImage, widget } from './operator.js'

const signal = new AbortController().signal
const namespace = 'acme-operator'
let cluster: TestCluster
let dir: string

beforeAll(async () => {
  cluster = await startTestCluster()
  dir = await cluster.newDir()
  await cluster.image('acme/operator:1', operatorImage)
}, 60_000)
afterAll(() => cluster.stop())

let count = 0
async function file(text: string): Promise<string> {
  const path = join(dir, `${count++}.yaml`)
  await writeFile(path, text)
  return path
}

async function install(...texts: string[]) {
  const manifests = await Promise.all(texts.map(file))
  const isv = { install: { method: 'manifests' as const, manifests, namespace } }
  return installManifests({ connection: cluster.connection, isv, runId: 'r1', signal, logger: silentLogger })
}

async function exists(path: string): Promise<boolean> {
  return cluster.connection.request({ path }).then(
    () => true,
    () => false,
  )
}

const namespacePath = `/api/v1/namespaces/${namespace}`

describe('installManifests', { timeout: 60_000 }, () => {
  it('applies in the order of need, waits, names what runs, and takes all off again', async () => {
    // The Deployment's file comes first: the order of the files is not that of need.
    const installed = await install(deployment('/usr/bin/operator'), crd)
    expect(installed.made.map(({ object }) => object.kind)).toEqual([
      'Namespace',
      'CustomResourceDefinition',
      'Deployment',
    ])

    const ready = [
      { kind: 'Deployment', name: 'operator', condition: 'Available', timeoutMs: 20_000 },
      {
        kind: 'CustomResourceDefinition',
        name: 'widgets.acme.io',
        condition: 'Established',
        timeoutMs: 5000,
      },
    ]
    expect(await waitReady({ connection: cluster.connection, ready, namespace, signal })).toEqual([
      { what: `Deployment ${namespace}/operator: Available`, ready: true },
      { what: 'CustomResourceDefinition widgets.acme.io: Established', ready: true },
    ])
    const objects = installed.made.map(({ object }) => object)
    expect(await operatorContainers(cluster.connection, objects, signal)).toMatchObject([
      { container: 'manager', image: 'acme/operator:1', restarts: 0 },
    ])

    const made: MadeObject[] = []
    const isv = {
      dir,
      install: { method: 'manifests' as const, manifests: [], namespace },
      samples: [{ file: await file(widget('{size: 1}')), ready: [] }],
    }
    const samples = await applySamples(
      { connection: cluster.connection, isv, runId: 'r1', signal, logger: silentLogger },
      made,
    )
    expect(samples).toEqual([{ file: '2.yaml', ready: true }])
    expect(await deleteSamples(cluster.connection, made)).toEqual([])
    expect(await exists(`/apis/acme.io/v1/namespaces/${namespace}/widgets/w`)).toBe(false)

    expect(await installed.remove()).toEqual([])
    expect(await exists(namespacePath)).toBe(false)
    expect(await exists('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.acme.io')).toBe(
      false,
    )
  })

  it('says of a container that was started anew how it had ended', async () => {
    const installed = await install(deployment('/usr/bin/restarts'))
    const ready = [{ kind: 'Deployment', name: 'operator', condition: 'Available', timeoutMs: 20_000 }]
    await expect
      .poll(
        async () => {
          await waitReady({ connection: cluster.connection, ready, namespace, signal })
          const objects = installed.made.map(({ object }) => object)
          return operatorContainers(cluster.connection, objects, signal)
        },
        { timeout: 20_000 },
      )
      .toMatchObject([
        {
          restarts: 1,
          lastEnd: expect.stringMatching(
            /^it ended before with exit code 7 \(Error\)\nlast lines of operator-\S+\/manager:\n {2}.*no lease$/,
          ) as string,
        },
      ])
    expect(await installed.remove()).toEqual([])
  })

  it('takes off what it made where a later manifest is rejected', async () => {
    const wrong = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: 7}\n'
    await expect(install(crd, wrong)).rejects.toMatchObject({
      code: 'install.manifest-invalid',
      exitCode: 2,
      message: expect.stringMatching(/^Service s of \S+\.yaml: /) as string,
    })
    expect(await exists(namespacePath)).toBe(false)
    expect(await exists('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.acme.io')).toBe(
      false,
    )
  })

  it('names a kind that the cluster does not have', async () => {
    await expect(
      install('apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: r}\n'),
    ).rejects.toMatchObject({
      code: 'install.manifest-invalid',
      message: expect.stringContaining('"Route"') as string,
    })
  })

  describe('what is on the cluster already', () => {
    const mine = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine}\ndata: {b: "2"}\n'
    const role =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: acme-mine}\nrules: []\n'
    const clusterRoles = '/apis/rbac.authorization.k8s.io/v1/clusterroles'
    const create = (path: string, body: object) => cluster.connection.request({ method: 'POST', path, body })
    const namespaceNamed = (labels: Record<string, string>) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels },
    })

    afterEach(async () => {
      await cluster.connection.request({ method: 'DELETE', path: namespacePath }).catch(() => {})
      await cluster.connection
        .request({ method: 'DELETE', path: `${clusterRoles}/acme-mine` })
        .catch(() => {})
      const target = { resource: wellKnown.namespaces, name: namespace }
      await awaitDeletion(cluster.connection, target, { timeoutMs: 20_000 })
    })

    beforeEach(async () => {
      await create('/api/v1/namespaces', namespaceNamed({}))
      await create(`${namespacePath}/configmaps`, {
        ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' } },
        data: { a: '1' },
      })
      await create(clusterRoles, {
        ...{
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'acme-mine' },
        },
        rules: [],
      })
    })

    it('is refused, all of it at once, and nothing is made', async () => {
      await expect(install(mine, role, crd)).rejects.toMatchObject({
        code: 'install.exists',
        exitCode: 3,
        message: expect.stringMatching(/ConfigMap mine .*\n.*ClusterRole acme-mine [^\n]*$/) as string,
        next: expect.stringContaining('--adopt') as string,
      })
      expect(await exists('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.acme.io')).toBe(
        false,
      )
    })

    it('is applied to with --adopt, never labelled, and left where it is', async () => {
      const manifests = await Promise.all([mine, role, crd].map(file))
      const isv = { install: { method: 'manifests' as const, manifests, namespace } }
      const { connection } = cluster
      const options = { connection, isv, runId: 'r1', adopt: true, signal, logger: silentLogger }
      const installed = await installManifests(options)
      expect(installed.adopted).toBe(2)
      expect(installed.made.map(({ object }) => object.kind)).toEqual(['CustomResourceDefinition'])
      expect(await installed.remove()).toEqual([])
      const { body } = await connection.request<{ metadata: { labels?: object }; data: object }>({
        path: `${namespacePath}/configmaps/mine`,
      })
      expect(body.metadata.labels).toBeUndefined()
      expect(body.data).toEqual({ a: '1', b: '2' })
      expect(await exists(`${clusterRoles}/acme-mine`)).toBe(true)
    })

    it('is used where it is a namespace, but not one that a killed run left', async () => {
      const installed = await install(crd)
      expect(installed.made.map(({ object }) => object.kind)).toEqual(['CustomResourceDefinition'])
      expect(await installed.remove()).toEqual([])
      expect(await exists(namespacePath)).toBe(true)
      await cluster.connection.request({
        method: 'PATCH',
        path: namespacePath,
        contentType: 'application/merge-patch+json',
        body: namespaceNamed(runLabels('killed')),
      })
      await expect(install(crd)).rejects.toMatchObject({
        code: 'install.exists',
        message: expect.stringContaining(`Namespace ${namespace}`) as string,
        next: expect.stringContaining('--sweep') as string,
      })
    })
  })

  it('gives the pull secret to every pod and service account that it makes, and takes it away', async () => {
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: operator}\n'
    const manifests = await Promise.all([deployment('/usr/bin/operator'), account].map(file))
    const isv = { install: { method: 'manifests' as const, manifests, namespace } }
    const pullSecret = { dockerConfigJson: '{"auths":{"registry.example":{"auth":"aGFsbG86d2VsdA=="}}}' }
    const { connection } = cluster
    const options = { connection, isv, runId: 'R1', pullSecret, signal, logger: silentLogger }
    const installed = await installManifests(options)
    const named = [{ name: 'must-gather-pull-r1' }]
    const read = async (path: string) => (await connection.request<never>({ path })).body
    const base = `/api/v1/namespaces/${namespace}`
    expect(await read(`${base}/secrets/must-gather-pull-r1`)).toMatchObject({
      type: 'kubernetes.io/dockerconfigjson',
      metadata: { labels: runLabels('R1') },
    })
    expect(await read(`${base}/serviceaccounts/operator`)).toMatchObject({ imagePullSecrets: named })
    expect(await read(`/apis/apps/v1/namespaces/${namespace}/deployments/operator`)).toMatchObject({
      spec: { template: { spec: { imagePullSecrets: named } } },
    })
    expect(await installed.remove()).toEqual([])
    expect(await exists(`${base}/secrets/must-gather-pull-r1`)).toBe(false)
  })
})
