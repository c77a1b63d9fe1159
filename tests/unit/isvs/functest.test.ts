import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { isvDir, tempDir } from './gather-run.js'

/** The functest of the reference ISV, on captures made by hand. */

const list = (...items: string[]) =>
  `apiVersion: v1\nitems:\n${items.join('')}kind: List\nmetadata:\n  resourceVersion: ""\n`
const item = (kind: string, name: string, more = '') =>
  `- apiVersion: v1\n  kind: ${kind}\n  metadata:\n    labels:\n      app: x\n    name: ${name}\n    namespace: ns\n${more}`
const owner = '    ownerReferences:\n    - kind: NFSProvisioner\n      name: sample\n'

const files = {
  'cluster-scoped-resources/storage.k8s.io/storageclasses.yaml': list(item('StorageClass', 'nfs')),
  'namespaces/ns/cache.jhouse.com/nfsprovisioners.yaml': list(item('NFSProvisioner', 'sample')),
  'namespaces/ns/apps/deployments.yaml': list(
    item('Deployment', 'operator'),
    item('Deployment', 'nfs-provisioner', owner),
  ),
  'namespaces/ns/core/persistentvolumeclaims.yaml': list(item('PersistentVolumeClaim', 'nfs-server')),
}

async function run(changes: Partial<Record<keyof typeof files, string | null>> = {}) {
  const dir = await tempDir()
  for (const [path, text] of Object.entries({ ...files, ...changes })) {
    if (text === null) continue
    const file = join(dir, 'gathers/default/must-gather', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  const result = await execa(join(isvDir, 'functests/operand-is-consistent'), {
    env: { CAPTURE_DIR: dir, KUBECONFIG: join(dir, 'kubeconfig') },
    reject: false,
  })
  await rm(dir, { recursive: true })
  return result
}

test('a consistent operand passes, and the output says what was found', async () => {
  const result = await run()
  expect(result.stdout).toContain('NFSProvisioner sample')
  expect(result.stdout.split('\n').at(-1)).toBe('operand is consistent')
  expect([result.exitCode, result.stderr]).toEqual([0, ''])
})

test('lists that another client indents pass too', async () => {
  const indented = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replace(/^(-| {2})/gm, '  $1')]),
  )
  expect((await run(indented)).exitCode).toBe(0)
})

test.each([
  ['cluster-scoped-resources/storage.k8s.io/storageclasses.yaml', 'storage class nfs is missing'],
  ['namespaces/ns/apps/deployments.yaml', 'Deployment nfs-provisioner is missing'],
  ['namespaces/ns/core/persistentvolumeclaims.yaml', 'claim nfs-server is missing'],
] as const)('what is not in %s is missed', async (path, message) => {
  const result = await run({ [path]: list(item('Pod', 'nfs-server'), item('Pod', 'nfs')) })
  expect(result.exitCode).toBe(1)
  expect(result.stdout).toContain(message)
})

test.each(Object.keys(files) as (keyof typeof files)[])('without %s it fails', async (path) => {
  const result = await run({ [path]: null })
  expect(result.exitCode).toBe(1)
  expect(result.stdout).toMatch(/FAIL: .*(was not gathered|no NFSProvisioner)/)
})
