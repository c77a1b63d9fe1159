import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { putSituation } from '../../support/olm/put-situation.js'
import { recordedNamespace, type Situation } from '../../support/olm/recordings.js'
import { startEmbedded } from '../kube/embedded-server.js'
import { filesOf, logOf, scriptsDir, statusOf, tempDir } from './gather-run.js'

/** `gather_olm` of the reference ISV, with this project's small client, on what a real OLM made. */

let bin: string
beforeAll(async () => {
  bin = await mkdtemp(join(tmpdir(), 'isv-test-oc-'))
  const program = join(bin, 'kubectl.cjs')
  await build({
    entryPoints: [new URL('../../../src/kubectl/main.ts', import.meta.url).pathname],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  })
  await writeExecutable(
    join(bin, 'oc'),
    `#!/bin/sh\nISV_KUBECTL_NAME=oc exec "${process.execPath}" "${program}" "$@"\n`,
  )
})
afterAll(() => rm(bin, { recursive: true }))

async function writeExecutable(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  await chmod(file, 0o755)
}

interface Options {
  env?: Record<string, string>
  /** Runs `must-gather` in place of the inspector. */
  inspector?: string
  namespace?: string
}

async function gatherOn(situation: Situation | undefined, { env = {}, inspector, namespace }: Options = {}) {
  await using api = await startEmbedded()
  if (situation !== undefined) await putSituation(api.connection, situation, { namespace })
  const dir = await tempDir()
  const kubeconfig = join(dir, 'kubeconfig')
  await writeFile(kubeconfig, api.kubeconfig)
  if (inspector !== undefined) await writeExecutable(join(dir, 'bin/must-gather'), inspector)
  const output = join(dir, 'out')
  const result = await execa(join(scriptsDir, 'gather_olm'), {
    env: {
      PATH: `${join(dir, 'bin')}:${bin}:/usr/bin:/bin`,
      HOME: dir,
      KUBECONFIG: kubeconfig,
      BASE_COLLECTION_PATH: output,
      MUST_GATHER_VERSION: '0.0.9.0',
      ...env,
    },
    extendEnv: false,
    reject: false,
    all: true,
  })
  const log = await logOf(output)
  const files = (await filesOf(output)).filter((path) => path.startsWith('olm/'))
  const texts = await Promise.all(files.map((path) => readFile(join(output, path), 'utf8')))
  return { result, output, log, files, texts }
}

const folder = `olm/namespaces/${recordedNamespace}/operators.coreos.com`
const failed = (log: Map<string, string>[]) => log.filter((line) => line.get('rc') !== '0')

test(
  'without the inspector it gathers what OLM made, chosen field by field',
  { timeout: 180_000 },
  async () => {
    const { result, log, files, texts, output } = await gatherOn('upgraded')
    expect([result.exitCode, failed(log)]).toEqual([0, []])
    expect(files.map((path) => path.replace(`${folder}/`, ''))).toEqual([
      'catalogsources/nfs-provisioner-operator-cs.yaml',
      'clusterserviceversions/nfs-provisioner-operator.v0.0.9.yaml',
      'installplans/install-5p9bt.yaml',
      'installplans/install-z9m4g.yaml',
      'operatorgroups/nfs-provisioner-operator-og.yaml',
      'subscriptions/nfs-provisioner-operator-subs.yaml',
    ])
    expect(log.flatMap((line) => line.get('out') ?? []).sort()).toEqual(files)
    expect((await statusOf(output)).overallStatus).toBe('success')
    const objects = texts.map((text) => parse(text) as KubeObject)
    expect(objects.map(({ kind }) => kind)).toEqual([
      'CatalogSource',
      'ClusterServiceVersion',
      'InstallPlan',
      'InstallPlan',
      'OperatorGroup',
      'Subscription',
    ])
    expect(objects.find(({ kind }) => kind === 'ClusterServiceVersion')).toMatchObject({
      spec: { version: '0.0.9', replaces: 'nfs-provisioner-operator.v0.0.8' },
      status: { phase: 'Succeeded' },
    })
    const plan = objects.find(({ kind }) => kind === 'InstallPlan')
    expect(plan).toMatchObject({ spec: { approved: true }, status: { phase: 'Complete' } })
    const steps = (plan?.['status'] as { plan: { kind: string; status: string }[] }).plan
    expect(steps.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'ClusterServiceVersion Created',
      'CustomResourceDefinition Present',
      'Service Present',
      'ServiceAccount Present',
      'Role Created',
      'RoleBinding Created',
      'ClusterRole Created',
      'ClusterRoleBinding Created',
    ])
    expect(objects.find(({ kind }) => kind === 'Subscription')).toMatchObject({
      spec: { name: 'nfs-provisioner-operator', channel: 'alpha', installPlanApproval: 'Manual' },
      status: { state: 'AtLatestKnown' },
    })
  },
)

test('no value of an environment comes out', { timeout: 180_000 }, async () => {
  const { texts } = await gatherOn('upgraded')
  expect(texts.length).toBeGreaterThan(5)
  expect(texts.filter((text) => text.includes('not-to-be-gathered'))).toEqual([])
})

test.each([
  'approval-pending',
  'csv-deleted',
  'no-such-channel',
  'catalog-not-ready',
  'no-operatorgroup',
] as const)(
  'what is not there yet, or any more, is no failed command: %s',
  { timeout: 180_000 },
  async (situation) => {
    const { result, log, files, texts } = await gatherOn(situation)
    expect([result.exitCode, failed(log)]).toEqual([0, []])
    expect(files.length).toBeGreaterThan(1)
    for (const text of texts)
      expect(parse(text)).toMatchObject({
        apiVersion: expect.stringMatching(/^operators.coreos.com/) as string,
      })
  },
)

test('a namespace of many letters is found by its label too', { timeout: 180_000 }, async () => {
  const namespace = 'a-namespace-with-a-name-that-a-label-cannot-hold-as-a-whole'
  const { files, log } = await gatherOn('upgraded', { namespace })
  expect(failed(log)).toEqual([])
  expect(
    files.filter((path) => path.includes(`/${namespace}/`) && path.includes('/clusterserviceversions/')),
  ).toHaveLength(1)
})

test('where the image has the inspector, that gathers', { timeout: 180_000 }, async () => {
  const inspector = `#!/bin/bash\necho "$*"\nfor last; do :; done\nmkdir -p "$last/namespaces/x"\necho a >"$last/namespaces/x/y.yaml"\n`
  const { result, log, files } = await gatherOn('upgraded', { inspector })
  expect([result.exitCode, failed(log)]).toEqual([0, []])
  expect(files).toEqual(['olm/namespaces/x/y.yaml'])
  expect(log.at(-1)?.get('cmd')).toMatch(/^must-gather olm --package nfs-provisioner-operator /)
  expect(log.at(-1)?.get('out')).toBe('olm')
})

test(
  'an inspector that fails is a failed command, and what it had written stays',
  { timeout: 180_000 },
  async () => {
    const inspector = `#!/bin/bash\nfor last; do :; done\nmkdir -p "$last"\necho a >"$last/half.yaml"\necho no >&2\nexit 3\n`
    const { result, log, files } = await gatherOn('upgraded', { inspector })
    expect(result.exitCode).toBe(0)
    expect(failed(log).map((line) => [line.get('rc'), line.get('err'), line.get('out')])).toEqual([
      ['3', 'no', 'olm'],
    ])
    expect(files).toEqual(['olm/half.yaml'])
  },
)

test(
  'with NAMESPACE it asks for that namespace alone, without the inspector',
  { timeout: 180_000 },
  async () => {
    const { result, log, files } = await gatherOn('upgraded', {
      inspector: '#!/bin/bash\nexit 1\n',
      env: { NAMESPACE: recordedNamespace },
    })
    expect([result.exitCode, failed(log)]).toEqual([0, []])
    expect(files).toHaveLength(6)
    const asked = log.map((line) => line.get('cmd') ?? '')
    expect(asked.filter((cmd) => !/ -n nfs-provisioner-operator\b|^oc api-resources/.test(cmd))).toEqual([])
  },
)

test('without OLM there is nothing to gather, and nothing fails', { timeout: 180_000 }, async () => {
  const { result, log, files } = await gatherOn(undefined)
  expect([result.exitCode, failed(log), files]).toEqual([0, [], []])
  expect(log).toHaveLength(1)
})

test('without a Subscription to the package the inspector is not asked', { timeout: 180_000 }, async () => {
  const { result, log, files } = await gatherOn('no-such-package', { inspector: '#!/bin/bash\nexit 1\n' })
  expect([result.exitCode, failed(log), files]).toEqual([0, [], []])
})
