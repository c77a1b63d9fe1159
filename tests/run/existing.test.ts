import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mustGather } from './support/command.js'
import { replaceIn } from './support/edits.js'
import { startExistingCluster, type ExistingCluster } from './support/existing-cluster.js'
import { copyOfIsv, judgeBy, referenceIsv, scratch } from './support/run-isv.js'

const images = {
  operator: { ref: 'quay.io/jooholee/nfs-provisioner-operator:0.0.9', context: 'stand-in' },
  mustGather: { ref: 'quay.io/jooholee/nfs-provisioner-operator-must-gather:0.0.9', context: 'must-gather' },
}

let home: Awaited<ReturnType<typeof scratch>>
let there: ExistingCluster
let nobody: { token: string; username: string }
beforeAll(async () => {
  home = await scratch()
  there = await startExistingCluster(home.dir)
  nobody = await there.nobody()
  for (const { ref, context } of Object.values(images))
    await there.cluster.loadImage(
      { ref, build: { context: join(referenceIsv, context) } },
      AbortSignal.timeout(60_000),
    )
}, 120_000)
afterAll(async () => {
  await there.stop()
  await home[Symbol.asyncDispose]()
})

let folder: Awaited<ReturnType<typeof scratch>>
let isvDir: string
beforeEach(async () => {
  folder = await scratch()
  isvDir = await copyOfIsv(folder.dir)
})
afterEach(() => folder[Symbol.asyncDispose]())

const run = (kubeconfig: string, ...more: string[]) =>
  mustGather(
    [
      ...[
        'test',
        `--isv=${join(isvDir, 'isv.yaml')}`,
        '--install=manifests',
        '--cluster=existing',
        '--kubeconfig',
        kubeconfig,
      ],
      ...['--artifacts', join(folder.dir, 'artifacts'), ...more],
    ],
    { env: { KUBECONFIG: '', HOME: folder.dir } },
  )

const capture = () => {
  const runs = join(folder.dir, 'artifacts', 'nfs-provisioner')
  return join(runs, readdirSync(runs)[0] ?? '', 'capture')
}

describe('a run on a cluster of others', { timeout: 180_000 }, () => {
  test('passes, and leaves it as it was', async () => {
    const { exitCode, output, left } = await run(there.kubeconfig)
    expect(output).toContain('all rights are there, and 9 names are free')
    expect(exitCode).toBe(0)
    expect(left).toEqual([])
    expect(await there.ours()).toEqual([])
    const report = await judgeBy(isvDir, capture())
    expect(report.cluster).toMatchObject({ driver: 'existing', certifiable: false })
    expect(report.subject.images.map(({ source }) => source)).toContain('pulled')
  })

  test('what kill -9 leaves of it goes with the process that watches over it', async () => {
    const kill = { signal: 'SIGKILL' as const, when: /^samples: started/m }
    const args = ['--cluster=existing', '--kubeconfig', there.kubeconfig]
    const { exitCode } = await mustGather(
      ['test', `--isv=${join(isvDir, 'isv.yaml')}`, ...args, '--artifacts', join(folder.dir, 'artifacts')],
      { kill },
    )
    expect(exitCode).toBeNull()
    await expect.poll(() => there.ours(), { timeout: 90_000, interval: 500 }).toEqual([])
  })

  test('is refused where names are taken, all at once; with --adopt they are used, and stay', async () => {
    const roles = '/apis/rbac.authorization.k8s.io/v1/clusterroles'
    const apiVersion = 'rbac.authorization.k8s.io/v1'
    const taken = ['nfs-provisioner-operator-manager-role', 'nfs-provisioner-operator-viewer-role']
    for (const name of taken) {
      const body = { apiVersion, kind: 'ClusterRole', metadata: { name }, rules: [] }
      await there.connection.request({ method: 'POST', path: roles, body })
    }
    try {
      const refused = await run(there.kubeconfig)
      expect(refused.exitCode).toBe(3)
      expect(refused.output).toContain('install.exists')
      for (const name of taken) expect(refused.output).toContain(`ClusterRole ${name} (`)
      expect(refused.output).toContain('--adopt')
      expect(await there.ours()).toEqual([])

      const adopted = await run(there.kubeconfig, '--adopt')
      expect(adopted.output).toContain('7 objects, and 2 that were there')
      expect(adopted.exitCode).toBe(0)
      expect(await there.ours()).toEqual([])
    } finally {
      // Which fails where one of them has been deleted.
      for (const name of taken) await there.connection.request({ method: 'DELETE', path: `${roles}/${name}` })
    }
  })
})

describe('one clear error, and nothing is made', { timeout: 180_000 }, () => {
  interface Row {
    name: string
    kubeconfig: () => Promise<string> | string
    args?: string[]
    exitCode: number
    says: (string | RegExp)[]
  }
  const rows: Row[] = [
    {
      name: 'a server that does not answer',
      kubeconfig: () => there.variant('away', { server: 'https://127.0.0.1:1' }),
      exitCode: 3,
      says: ['kube.unreachable', '127.0.0.1:1'],
    },
    {
      name: 'a context that the kubeconfig does not have',
      kubeconfig: () => there.kubeconfig,
      args: ['--context', 'embeded'],
      exitCode: 3,
      says: ['has no context "embeded"', 'Did you mean "embedded"?'],
    },
    {
      name: 'a token that has expired, or never was one',
      kubeconfig: () => there.variant('expired', { token: 'no-token-of-this-cluster' }),
      exitCode: 3,
      says: ['existing.unauthorized', 'does not accept the credentials'],
    },
    {
      name: 'a kubeconfig that is not there',
      kubeconfig: () => '/not/there',
      exitCode: 3,
      says: ['there is no kubeconfig at /not/there'],
    },
    {
      name: 'a user with too few rights',
      kubeconfig: () => there.variant('nobody', { token: nobody.token }),
      exitCode: 3,
      says: [
        'existing.missing-rights: system:serviceaccount:default:nobody lacks rights',
        /create,delete,get,list,watch +namespaces +\(all\) +a namespace for each gather/,
        /create,get +pods\/exec +\(all\) +to copy what was gathered/,
        /bind +clusterroles\.rbac\.authorization\.k8s\.io cluster-admin +\(all\)/,
        'capture/rights.yaml',
      ],
    },
    {
      name: '--images=build',
      kubeconfig: () => there.kubeconfig,
      args: ['--images=build'],
      exitCode: 2,
      says: ['existing.cannot-build', 'its nodes only pull'],
    },
    {
      name: 'a pull secret that is none',
      kubeconfig: () => there.kubeconfig,
      args: ['--pull-secret', join(referenceIsv, 'isv.yaml')],
      exitCode: 2,
      says: ['is no JSON object with `auths`'],
    },
  ]
  test.each(rows)('$name: exit code $exitCode', async ({ kubeconfig, args = [], exitCode, says }) => {
    const ended = await run(await kubeconfig(), ...args)
    for (const words of says) expect(ended.output).toMatch(words)
    expect(ended.output).not.toContain(nobody.token)
    expect(ended.output).not.toContain('no-token-of-this-cluster')
    expect(ended.exitCode).toBe(exitCode)
    expect(ended.left).toEqual([])
    expect(await there.ours()).toEqual([])
  })

  test('the roles that it writes hold all that the run needs', async () => {
    await run(await there.variant('nobody', { token: nobody.token }))
    const yaml = await readFile(join(capture(), 'rights.yaml'), 'utf8')
    expect(yaml).toContain('name: nobody')
    expect(yaml).toMatch(/- pods\/exec\n {2}verbs:\n {2}- create\n {2}- get/)
  })

  test('an image with a build folder that the cluster cannot pull: exit code 3', async () => {
    await replaceIn(
      isvDir,
      'isv.yaml',
      `ref: ${images.mustGather.ref}`,
      'ref: quay.io/jooholee/never-pushed:1',
    )
    const { exitCode, output, left } = await run(there.kubeconfig)
    expect(output).toContain('existing.not-pullable')
    expect(output).toMatch(
      /cannot pull quay\.io\/jooholee\/never-pushed:1, and an existing cluster does not build/,
    )
    expect(output).toContain(join(isvDir, 'must-gather'))
    expect(exitCode).toBe(3)
    expect(left).toEqual([])
    expect(await there.ours()).toEqual([])
  })

  test('no kubeconfig at all, and no pod around it: exit code 2', async () => {
    const { exitCode, output } = await mustGather(
      ['test', `--isv=${join(isvDir, 'isv.yaml')}`, '--cluster=existing', '--artifacts', folder.dir],
      { env: { KUBECONFIG: '', HOME: folder.dir, KUBERNETES_SERVICE_HOST: '' } },
    )
    expect(output).toContain('existing.no-kubeconfig')
    expect(exitCode).toBe(2)
  })

  test('a secret of the pull secret is nowhere in what the run leaves', async () => {
    const file = join(folder.dir, 'config.json')
    const auth = Buffer.from('somebody:hunter2-hunter2').toString('base64')
    await writeFile(file, JSON.stringify({ auths: { 'quay.io': { auth } } }))
    const { output, exitCode } = await run(there.kubeconfig, '--pull-secret', file)
    expect(exitCode).toBe(0)
    expect(output).not.toContain(auth)
    const files = readdirSync(join(folder.dir, 'artifacts'), { recursive: true, withFileTypes: true })
    for (const one of files.filter((entry) => entry.isFile())) {
      const text = await readFile(join(one.parentPath, one.name), 'utf8')
      expect(text).not.toMatch(new RegExp(`${auth}|hunter2`))
    }
    expect(await there.ours()).toEqual([])
  })
})
