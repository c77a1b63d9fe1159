import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { isvDir } from './gather-run.js'

/** The bundle and the index of the reference ISV install the same as its manifests, and agree with each other. */

async function documents(folder: string): Promise<Record<string, unknown>[]> {
  const entries = await readdir(join(isvDir, folder), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))
  return texts.flatMap((text) =>
    [...parseAllDocuments(text)].map((document) => document.toJS() as Record<string, unknown>),
  )
}

interface Permissions {
  serviceAccountName: string
  rules: object[]
}
interface Csv extends KubeObject {
  spec: {
    version: string
    replaces: string
    relatedImages: { name: string; image: string }[]
    install: {
      spec: {
        clusterPermissions: Permissions[]
        permissions: Permissions[]
        deployments: { name: string; label: object; spec: object }[]
      }
    }
  }
}
interface CatalogEntry {
  schema: string
  name: string
  image: string
  defaultChannel: string
  entries: { name: string; replaces?: string }[]
}

const manifests = async () => (await documents('manifests')) as unknown as KubeObject[]
const inBundle = async () => (await documents('bundle/manifests')) as unknown as KubeObject[]
const csvOf = async () =>
  (await inBundle()).find(({ kind }) => kind === 'ClusterServiceVersion') as unknown as Csv
const one = (objects: KubeObject[], kind: string, name?: string) =>
  objects.find((object) => object.kind === kind && (name === undefined || object.metadata?.name === name))
const catalog = async () => (await documents('index/configs')) as unknown as CatalogEntry[]
const isv = async () => readFile(join(isvDir, 'isv.yaml'), 'utf8')
const refOf = (text: string, role: string) => new RegExp(`${role}:\\n\\s+ref: "?([^"\\n]+)`).exec(text)?.[1]

test.each(['CustomResourceDefinition', 'ClusterRole nfs-provisioner-operator-viewer-role'])(
  'the bundle has the %s of the manifests',
  async (which) => {
    const [kind = '', name] = which.split(' ')
    const [expected, found] = [one(await manifests(), kind, name), one(await inBundle(), kind, name)]
    expect(expected).toBeDefined()
    expect(found).toEqual(expected)
  },
)

test('the CSV describes the Deployment of the manifests', async () => {
  const { deployments } = (await csvOf()).spec.install.spec
  const deployment = one(await manifests(), 'Deployment')
  expect(deployments).toEqual([
    { name: deployment?.metadata?.name, label: deployment?.metadata?.labels, spec: deployment?.['spec'] },
  ])
})

test('the CSV asks for the rights of the manifests', async () => {
  const { clusterPermissions, permissions } = (await csvOf()).spec.install.spec
  const objects = await manifests()
  const serviceAccountName = one(objects, 'ServiceAccount')?.metadata?.name
  const rules = (kind: string, name: string) => one(objects, kind, name)?.['rules']
  expect(clusterPermissions).toEqual([
    { serviceAccountName, rules: rules('ClusterRole', 'nfs-provisioner-operator-manager-role') },
  ])
  expect(permissions).toEqual([
    { serviceAccountName, rules: rules('Role', 'nfs-provisioner-operator-leader-election-role') },
  ])
})

test('the example of the CSV is the sample', async () => {
  const examples = JSON.parse((await csvOf()).metadata?.annotations?.['alm-examples'] ?? '') as object[]
  const [sample] = (await documents('samples')) as unknown as KubeObject[]
  const { name } = sample?.metadata ?? {}
  expect(examples).toEqual([{ ...sample, metadata: { name } }])
})

test('the CSV names the images of isv.yaml', async () => {
  const csv = await csvOf()
  const text = await isv()
  const [operator, mustGather] = [refOf(text, 'operator'), refOf(text, 'mustGather')]
  expect(csv.metadata?.annotations?.['operators.openshift.io/must-gather-image']).toBe(mustGather)
  expect(csv.metadata?.annotations?.['containerImage']).toBe(operator)
  expect(csv.spec.relatedImages).toEqual([
    { name: 'manager', image: operator },
    { name: 'must-gather', image: mustGather },
  ])
})

test('the labels of the bundle image say what its annotations say', async () => {
  const [{ annotations } = { annotations: {} }] = (await documents('bundle/metadata')) as {
    annotations?: object
  }[]
  const dockerfile = await readFile(join(isvDir, 'bundle/Dockerfile'), 'utf8')
  const labels = [...dockerfile.matchAll(/^LABEL ([^=]+)=(.*)$/gm)].map(([, key, value]) => [key, value])
  expect(labels.length).toBe(6)
  expect(Object.fromEntries(labels)).toEqual(annotations)
})

test('the index offers the bundle in two channels, the newer version behind the older one', async () => {
  const csv = await csvOf()
  const entries = await catalog()
  const named = (schema: string) => entries.filter((entry) => entry.schema === schema)
  const { replaces } = csv.spec
  expect(named('olm.channel').map(({ name, entries }) => [name, entries])).toEqual([
    ['alpha', [{ name: replaces }, { name: csv.metadata?.name, replaces }]],
    ['stable', [{ name: replaces }]],
  ])
  expect(named('olm.package').map(({ defaultChannel }) => defaultChannel)).toEqual(['alpha'])
  const bundle = named('olm.bundle').find(({ name }) => name === csv.metadata?.name)
  expect(bundle?.image).toBe(refOf(await isv(), 'bundle'))
})
