import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openImage, readBundle } from '../../../../src/bundle/index.js'
import { createCaptureWriter, type CaptureWriter } from '../../../../src/capture/index.js'
import type { CaptureRecord } from '../../../../src/model/capture-record.js'
import type { InstallRecord } from '../../../../src/model/install-record.js'
import { silentLogger } from '../../../../src/model/logger.js'
import { installOperator } from '../../../../src/run/phases/install-operator.js'
import type { RunState } from '../../../../src/run/types.js'
import { installOlmTypes } from '../../../support/olm/olm-types.js'
import { playSituation } from '../../../support/olm/play-situation.js'
import type { Situation } from '../../../support/olm/recordings.js'
import { startEmbedded } from '../../kube/embedded-server.js'

const name = 'nfs-provisioner-operator'
const signal = new AbortController().signal
let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'through-olm-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

interface Asked {
  version: string
  startingCSV?: string
  approval?: 'Automatic' | 'Manual'
  timeoutMs?: number
}

/** The reference ISV's bundle, as that of another version. */
async function bundleOf(version: string) {
  const context = resolve(import.meta.dirname, '../../../../fixtures/isvs/nfs-provisioner/bundle')
  const bundle = await readBundle(await openImage({ kind: 'build', context }, { signal }), signal)
  const files = bundle.files.map(({ path, text }) => ({
    path,
    text: text.replaceAll(`name: ${name}.v0.0.9`, `name: ${name}.v${version}`),
  }))
  return { ...bundle, files }
}

async function stateOf(
  connection: RunState['connection'],
  { version, startingCSV, approval = 'Automatic', timeoutMs = 120_000 }: Asked,
): Promise<{ state: RunState; capture: CaptureWriter }> {
  const install: InstallRecord = { method: 'olm', asked: 'olm' }
  const capture = await createCaptureWriter(join(dir, 'capture'), {
    schemaVersion: 'capture/v1',
    phases: [],
    install,
  } as unknown as CaptureRecord)
  const image = { ref: 'quay.io/acme/image:1' }
  const olm = { package: name, channel: 'alpha', approval, timeoutMs, ...(startingCSV && { startingCSV }) }
  const options = {
    isv: { install: { method: 'olm', namespace: name, manifests: [], olm } },
    runId: 'r1',
    cluster: {},
    logger: silentLogger,
    redact: (text: string) => text,
    install: { patienceMs: 4000 },
  }
  const state = {
    ...{ options, capture, connection, samples: [], canaries: [], lacking: [] },
    method: { method: 'olm', asked: 'olm', bringsOlm: false },
    bundle: { image, value: await bundleOf(version), kind: 'build', origin: 'bundle' },
    index: { image, value: { opm: true, configs: '/configs' }, kind: 'build', origin: 'index' },
  }
  return { state: state as unknown as RunState, capture }
}

/** What the phase comes to while a situation is played, and what is left after it was taken off. */
async function played(situation: Situation, asked: Asked) {
  await using embedded = await startEmbedded()
  await using play = await playSituation(embedded.connection, situation)
  const { state, capture } = await stateOf(embedded.connection, asked)
  const said: string[] = []
  const outcome = await installOperator
    .act(state, signal, (message) => said.push(message))
    .catch((error: unknown) => error as { code: string; exitCode: number; message: string })
  await play.stop()
  const tree = await readdir(join(dir, 'capture/olm')).catch(() => [])
  return { outcome, said, record: capture.record.install, tree }
}

const csv = (version: string) => `${name}.v${version}`

describe('an install through OLM', { timeout: 240_000 }, () => {
  it('upgrades from the starting CSV, each plan approved by itself', async () => {
    const { outcome, said, record } = await played('upgraded', {
      ...{ version: '0.0.9', startingCSV: csv('0.0.8'), approval: 'Manual' },
    })
    expect(outcome).toMatch(/^\d objects, the rest by OLM$/)
    expect(said.filter((line) => line.startsWith('approving'))).toEqual([
      expect.stringContaining(csv('0.0.8')),
      expect.stringContaining(csv('0.0.9')),
    ])
    expect(record).toMatchObject({ csv: { name: csv('0.0.9'), phase: 'Succeeded' } })
    expect(record?.summary).toBeUndefined()
  })

  it('approves no plan beyond the CSV of the bundle', async () => {
    const { said, record } = await played('installed', {
      ...{ version: '0.0.8', startingCSV: csv('0.0.8'), approval: 'Manual' },
    })
    expect(said.filter((line) => line.startsWith('approving'))).toHaveLength(1)
    expect(record?.csv).toMatchObject({ name: csv('0.0.8'), phase: 'Succeeded' })
  })

  it('approves no plan for another CSV than the one that was asked for', async () => {
    const { outcome, said, record } = await played('approval-pending', {
      version: '0.0.9',
      approval: 'Manual',
    })
    expect(said.filter((line) => line.startsWith('approving'))).toEqual([])
    expect(outcome).toMatch(/^not installed: /)
    expect(record?.summary).toMatch(/is for nfs-provisioner-operator\.v0\.0\.8, not for .*v0\.0\.9/)
  })

  it.each<[Situation, string, RegExp]>([
    ['no-such-channel', 'no-such-channel', /channel/],
    ['no-such-package', 'no-such-package', /package/],
    ['no-such-version', 'no-such-version', /v9\.9\.9/],
    ['unpack-failed', 'unpack-failed', /unpack/],
    ['install-mode-unsupported', 'install-mode-unsupported', /SingleNamespace/],
  ])("%s is the contract's", async (situation, cause, sentence) => {
    const { outcome, record, tree } = await played(situation, { version: '0.0.9' })
    expect(outcome).toMatch(/^not installed: /)
    expect(record).toMatchObject({ cause, summary: expect.stringMatching(sentence) as string })
    expect(tree).not.toEqual([])
  })

  it.each<[Situation, string, number, number]>([
    ['csv-deleted', '0.0.10', 60_000, 3],
    // Nobody answered under the name of the registry.
    ['operator-image-not-pulled', '0.0.10', 60_000, 3],
    ['catalog-not-ready', '0.0.9', 60_000, 3],
    ['no-operatorgroup', '0.0.9', 25_000, 3],
    ['two-operatorgroups', '0.0.9', 25_000, 3],
  ])("%s is the environment's", async (situation, version, timeoutMs, exitCode) => {
    const { outcome, record, tree } = await played(situation, { version, timeoutMs })
    expect(outcome).toMatchObject({ exitCode })
    expect(record?.summary).toBeDefined()
    expect(tree).not.toEqual([])
  })

  it('uses no namespace with two OperatorGroups, and makes nothing in it', async () => {
    await using embedded = await startEmbedded()
    const { connection } = embedded
    await installOlmTypes(connection)
    await connection.request({
      ...{ method: 'POST', path: '/api/v1/namespaces' },
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    })
    const path = `/apis/operators.coreos.com/v1/namespaces/${name}/operatorgroups`
    for (const group of ['one', 'two'])
      await connection.request({
        ...{ method: 'POST', path },
        body: {
          apiVersion: 'operators.coreos.com/v1',
          kind: 'OperatorGroup',
          metadata: { name: group },
          spec: {},
        },
      })
    const { state } = await stateOf(connection, { version: '0.0.9' })
    await expect(installOperator.act(state, signal, () => {})).rejects.toMatchObject({
      code: 'install.operator-groups',
      exitCode: 3,
      message: expect.stringContaining('it has 2: one, two') as string,
    })
  })
})
