import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { isvDir, scriptsDir } from './gather-run.js'

/** The files of the reference ISV agree with each other. */

function objectsOf(text: string): KubeObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    if ('errors' in document && document.errors[0]) throw document.errors[0]
    const value = document.toJS() as KubeObject | null
    return value ? [value] : []
  })
}

async function manifests(): Promise<KubeObject[]> {
  const dir = join(isvDir, 'manifests')
  const texts = await Promise.all((await readdir(dir)).map((name) => readFile(join(dir, name), 'utf8')))
  return texts.flatMap(objectsOf)
}

interface Rule {
  apiGroups: string[]
  resources: string[]
  verbs: string[]
}
const rulesOf = (object: KubeObject | undefined) => (object as { rules?: Rule[] } | undefined)?.rules ?? []
const isv = async () => readFile(join(isvDir, 'isv.yaml'), 'utf8')

test('the Deployment runs the image that isv.yaml names, and hands it on to the operand', async () => {
  const ref = /operator:\n\s+ref: (\S+)/.exec(await isv())?.[1]
  const deployment = (await manifests()).find(({ kind }) => kind === 'Deployment')
  const [container] = (
    deployment?.['spec'] as { template: { spec: { containers: [{ image: string; env: object[] }] } } }
  ).template.spec.containers
  expect(ref).toBeTruthy()
  expect(container.image).toBe(ref)
  expect(container.env).toEqual([{ name: 'RELATED_IMAGE_NFS_PROVISIONER', value: ref }])
})

test('the version of the must-gather begins with the version of the operator', async () => {
  const operator = /operator: (\d+\.\d+\.\d+)\n/.exec(await isv())?.[1]
  const dockerfile = await readFile(join(isvDir, 'must-gather/Dockerfile'), 'utf8')
  expect(/^ARG VERSION=(.*)$/m.exec(dockerfile)?.[1]).toBe(`${operator}.0`)
})

test('scripts and functests are executable, libraries are not', async () => {
  const bin = join(isvDir, 'stand-in/files/usr/local/bin')
  for (const dir of [scriptsDir, bin, join(isvDir, 'functests')]) {
    for (const name of await readdir(dir)) {
      const { mode } = await stat(join(dir, name))
      expect([name, (mode & 0o111) !== 0]).toEqual([name, !name.endsWith('.sh')])
    }
  }
})

describe('the stand-in', () => {
  const fields = {
    namespace: 'ns',
    name: 'cr',
    uid: 'u-1',
    size: '10Gi',
    claim_class: '',
    class: '',
    claim: '',
    host_path: '',
  }

  async function call(command: 'objects' | 'invalid_spec', spec: Partial<typeof fields>) {
    const library = join(isvDir, 'stand-in/files/usr/local/bin/nfs-provisioner-objects.sh')
    return execa('bash', ['-uc', '. "$1"; "$2"', 'bash', library, command], {
      env: { ...fields, ...spec, RELATED_IMAGE_NFS_PROVISIONER: 'quay.io/x/y:1' },
      reject: false,
    })
  }
  const objects = async (spec: Partial<typeof fields> = {}) => objectsOf((await call('objects', spec)).stdout)

  test('makes the objects that the operator makes', async () => {
    const made = await objects()
    expect(made.map(({ kind, metadata }) => `${kind} ${metadata?.name}`).sort()).toEqual([
      'ClusterRole nfs-provisioner-runner',
      'ClusterRoleBinding nfs-provisioner-runner',
      'Deployment nfs-provisioner',
      'PersistentVolumeClaim nfs-server',
      'Role leader-locking-nfs-provisioner',
      'RoleBinding leader-locking-nfs-provisioner',
      'Service nfs-provisioner',
      'ServiceAccount nfs-provisioner',
      'StorageClass nfs',
    ])
    for (const { kind, metadata } of made) {
      const owned = metadata?.ownerReferences?.map(({ uid }) => uid)
      expect([kind, owned]).toEqual([kind, metadata?.namespace ? ['u-1'] : undefined])
    }
  })

  test('takes names from the spec', async () => {
    const made = await objects({ claim_class: 'fast', class: 'nfs-b' })
    const find = (kind: string) => made.find((object) => object.kind === kind)
    expect(find('PersistentVolumeClaim')?.['spec']).toMatchObject({ storageClassName: 'fast' })
    expect(find('StorageClass')?.metadata?.name).toBe('nfs-b')
  })

  test.each([
    [{ claim: 'mine' }, { persistentVolumeClaim: { claimName: 'mine' } }],
    [{ host_path: '/srv/nfs' }, { hostPath: { path: '/srv/nfs', type: 'DirectoryOrCreate' } }],
  ])('exports %o without a claim of its own', async (spec, source) => {
    const made = await objects({ ...spec, size: '' })
    expect(made.map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim')
    const deployment = made.find(({ kind }) => kind === 'Deployment')
    expect(deployment?.['spec']).toMatchObject({
      template: { spec: { volumes: [{ name: 'export-volume', ...source }] } },
    })
  })

  test.each([
    [{ class: 'Bad Name' }, 'a name of the spec is not valid'],
    [{ claim: 'a\nkind: Secret' }, 'a name of the spec is not valid'],
    [{ size: '10 Gi' }, 'storageSize is not a quantity'],
    [{ host_path: '/a: b' }, 'hostPathDir is not a path'],
    [{ size: '' }, 'one of storageSize, pvc and hostPathDir is needed'],
    [{}, ''],
  ])('says of %o what is wrong', async (spec, problem) => {
    const result = await call('invalid_spec', spec)
    expect([result.stdout, result.exitCode]).toEqual([problem, problem === '' ? 1 : 0])
  })

  test('grants no right that the operator does not have', async () => {
    const own = (await manifests()).filter(({ kind }) => kind === 'ClusterRole').flatMap(rulesOf)
    const has = (group: string, resource: string, verb: string) =>
      own.some(
        (rule) =>
          rule.apiGroups.includes(group) && rule.resources.includes(resource) && rule.verbs.includes(verb),
      )
    const granted = (await objects()).flatMap((object) => rulesOf(object))
    const needed = granted.flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => [group, resource, verb] as const)),
      ),
    )
    expect(needed.length).toBeGreaterThan(10)
    expect(needed.filter((right) => !has(...right))).toEqual([])
  })
})
