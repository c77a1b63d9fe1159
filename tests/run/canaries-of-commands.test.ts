import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mustGather } from './support/command.js'
import { replaceIn } from './support/edits.js'
import { startExistingCluster, type ExistingCluster } from './support/existing-cluster.js'
import { filesBelow, holds, plantedCheck, plantedIn } from './support/planted.js'
import { copyOfIsv, judgeBy, referenceIsv, scratch } from './support/run-isv.js'
import { withoutRepeats } from './support/without-repeats.js'

let folder: Awaited<ReturnType<typeof scratch>>
beforeEach(async () => {
  folder = await scratch()
})
afterEach(() => folder[Symbol.asyncDispose]())

describe('the command line', { timeout: 240_000 }, () => {
  test('a gather that prints the values, and fails: none of them in what the run says and hands on', async () => {
    const isvDir = await copyOfIsv(folder.dir)
    await withoutRepeats(isvDir)
    const print = [
      'secrets=$("$CLIENT" get secrets,configmaps,pods -n nfs-provisioner-operator -o yaml)',
      'printf "%s\\n" "$secrets"; printf "%s\\n" "$secrets" >&2',
      'while read -r word; do base64 -d <<<"${word##* }" 2>/dev/null; done <<<"$secrets"',
    ].join('\n')
    await replaceIn(
      isvDir,
      'must-gather/collection-scripts/gather',
      /end_gather\n$/,
      `${print}\nend_gather\n`,
    )
    await replaceIn(
      isvDir,
      'functests/operand-is-consistent',
      /^#!.*\n/,
      '#!/bin/bash\ncat "$CAPTURE_DIR"/gathers/default/gather.log\n',
    )
    const artifacts = join(folder.dir, 'artifacts')
    const published = join(folder.dir, 'published')
    const { exitCode, output, left } = await mustGather(
      [
        'test',
        `--isv=${join(isvDir, 'isv.yaml')}`,
        '--cluster=embedded',
        '--verbose',
        '--artifacts',
        artifacts,
      ],
      { env: { ARTIFACT_DIR: published } },
    )
    expect(output).toContain('canaries: passed')
    expect(output).toContain('MG-SEC-002')
    expect(exitCode).toBe(1)
    expect(left).toEqual([])
    const runDir = runFolder(artifacts)
    const capture = join(runDir, 'capture')
    const planted = plantedIn(capture)
    const gathers = join(capture, 'gathers')
    const written = [...filesBelow(runDir), ...filesBelow(published)].filter(
      (file) => !file.startsWith(gathers),
    )
    expect(written.length).toBeGreaterThan(5)
    for (const { kind, value } of planted) {
      expect(holds(output, value), `${kind} in the output`).toBe(false)
      expect(
        written.filter((file) => holds(readFileSync(file), value)),
        kind,
      ).toEqual([])
    }
    // That the search above would find them.
    expect(
      filesBelow(gathers).some((file) => planted.some(({ value }) => holds(readFileSync(file), value))),
    ).toBe(true)
    expect(statSync(join(runDir, 'canary.key')).mode & 0o777).toBe(0o600)
    expect(filesBelow(published).filter((file) => file.endsWith('canary.key'))).toEqual([])
    expect(filesBelow(capture).filter((file) => file.endsWith('canary.key'))).toEqual([])
  })
})

describe('a cluster of others', { timeout: 240_000 }, () => {
  let home: Awaited<ReturnType<typeof scratch>>
  let there: ExistingCluster
  beforeAll(async () => {
    home = await scratch()
    there = await startExistingCluster(home.dir)
    const images = {
      'nfs-provisioner-operator': 'stand-in',
      'nfs-provisioner-operator-must-gather': 'must-gather',
    }
    for (const [name, context] of Object.entries(images))
      await there.cluster.loadImage(
        { ref: `quay.io/jooholee/${name}:0.0.9`, build: { context: join(referenceIsv, context) } },
        AbortSignal.timeout(60_000),
      )
  }, 120_000)
  afterAll(async () => {
    await there.stop()
    await home[Symbol.asyncDispose]()
  })

  const args = (isvDir: string, kubeconfig: string) => [
    ...['test', `--isv=${join(isvDir, 'isv.yaml')}`, '--cluster=existing', '--kubeconfig', kubeconfig],
    ...['--artifacts', join(folder.dir, 'artifacts')],
  ]
  const capture = () => join(runFolder(join(folder.dir, 'artifacts')), 'capture')

  test('a user who may not make Secrets there: the run goes on without them, and says so', async () => {
    const isvDir = await copyOfIsv(folder.dir)
    await withoutRepeats(isvDir)
    await replaceIn(isvDir, 'isv.yaml', /scripts: \[.*\]/, 'scripts: []')
    const { token } = await userWithout(there, 'secrets')
    const kubeconfig = await there.variant('no-secrets', { token })
    const { output, exitCode } = await mustGather(args(isvDir, kubeconfig), {
      env: { KUBECONFIG: '', HOME: folder.dir },
    })
    expect(output).toContain('all rights are there but those to plant canaries (contract.canaries)')
    expect(output).toMatch(
      /canaries: passed .*no opaque, basic-auth, dockerconfigjson, tls in nfs-provisioner-operator: the user may not create secrets/,
    )
    expect(exitCode).toBe(0)
    expect(await readFile(join(capture(), 'rights.yaml'), 'utf8')).toContain('- secrets')
    const report = await judgeBy(isvDir, capture())
    expect(plantedCheck(report)).toMatchObject({ outcome: 'skip', skip: 'not-applicable' })
    expect(report.certifiable.why.join('\n')).toContain('the user may not create secrets')
    expect(await there.ours()).toEqual([])
  })

  test.each(['SIGINT', 'SIGKILL'] as const)('%s while it plants: nothing stays', async (signal) => {
    const isvDir = await copyOfIsv(folder.dir)
    const kill = { signal, when: /^canaries: started/m }
    const { exitCode } = await mustGather(args(isvDir, there.kubeconfig), {
      kill,
      env: { KUBECONFIG: '', HOME: folder.dir },
    })
    expect(exitCode).toBe(signal === 'SIGINT' ? 130 : null)
    await expect.poll(() => there.ours(), { timeout: 90_000, interval: 500 }).toEqual([])
  })
})

/** A service account that may do everything with all types but one of the core group. */
async function userWithout({ connection }: ExistingCluster, resource: string): Promise<{ token: string }> {
  const { resources } = await connection.discovery(AbortSignal.timeout(30_000))
  const others = resources.preferred.filter(({ group, plural }) => group === '' && plural !== resource)
  const rbac = 'rbac.authorization.k8s.io'
  const groups = [...new Set(resources.preferred.map(({ group }) => group))].filter((group) => group !== '')
  const post = async <T>(path: string, body: object) =>
    (await connection.request<T>({ method: 'POST', path, body })).body
  const name = `all-but-${resource}`
  await post('/api/v1/namespaces/default/serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
  })
  await post(`/apis/${rbac}/v1/clusterroles`, {
    ...{ apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name } },
    rules: [
      { apiGroups: [''], resources: others.flatMap(({ plural }) => [plural, `${plural}/*`]), verbs: ['*'] },
      { apiGroups: [''], resources: ['pods/log', 'pods/exec'], verbs: ['*'] },
      { apiGroups: [...groups, 'cache.jhouse.com'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
  })
  await post(`/apis/${rbac}/v1/clusterrolebindings`, {
    ...{ apiVersion: `${rbac}/v1`, kind: 'ClusterRoleBinding', metadata: { name } },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: 'default' }],
  })
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} }
  const { status } = await post<{ status: { token: string } }>(
    `/api/v1/namespaces/default/serviceaccounts/${name}/token`,
    request,
  )
  return status
}

function runFolder(artifacts: string): string {
  const runs = join(artifacts, 'nfs-provisioner')
  return join(runs, readdirSync(runs)[0] ?? '')
}
