import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweep } from '../../src/gather/index.js'
import { connect } from '../../src/kube/index.js'
import { describeReal, testKindConfig } from '../support/real-cluster.js'
import { mustGather, type CommandOptions } from './support/command.js'
import { copyOfIsv, judgeBy, scratch } from './support/run-isv.js'

const here = testKindConfig ? describe : describe.skip
const reason = testKindConfig ? '' : ' (MUST_GATHER_TEST_KIND_CONFIG names no kind configuration)'
const minutes = (count: number) => count * 60_000

let folder: Awaited<ReturnType<typeof scratch>>
let isvDir: string
beforeEach(async () => {
  folder = await scratch()
  isvDir = await copyOfIsv(folder.dir)
})
afterEach(() => folder[Symbol.asyncDispose]())

const run = (image: string, args: string[], options?: CommandOptions) =>
  mustGather(
    [
      ...['test', `--isv=${join(isvDir, 'isv.yaml')}`, '--cluster=kind', '--images=build'],
      ...['--build-arg', `BASE_IMAGE=${image}`, '--artifacts', join(folder.dir, 'artifacts'), ...args],
    ],
    options,
  )
const captures = () => {
  const runs = join(folder.dir, 'artifacts', 'nfs-provisioner')
  return readdirSync(runs).map((name) => join(runs, name, 'capture'))
}
const clusters = async () => (await execa('kind', ['get', 'clusters'])).stdout.split('\n').filter(Boolean)
/** Clusters of the runs of this file; other tests may make some at the same time. */
const ofRuns = async () => {
  const ids = captures().map((dir) => `must-gather-${dir.split('/').at(-2)}`)
  return (await clusters()).filter((name) => ids.includes(name))
}

here(`a kind cluster of the run's own${reason}`, { timeout: minutes(8) }, () => {
  test('cannot be created: exit code 3, what kind said, the logs of the node, and no cluster', async () => {
    const config = join(folder.dir, 'kind.yaml')
    const wrong =
      'kubeadmConfigPatches:\n- |\n  kind: ClusterConfiguration\n  networking: {podSubnet: nonsense}\n'
    const text = await readFile(testKindConfig ?? '', 'utf8')
    await writeFile(config, text.replace('kubeadmConfigPatches:\n', wrong))
    const { exitCode, output, left } = await run('unused', ['--kind-config', config])
    expect(output).toContain('kind.create-failed')
    expect(output).toContain('nonsense')
    expect(output).toContain('kind-logs')
    expect(exitCode).toBe(3)
    const logs = readdirSync(join(captures()[0] ?? '', 'kind-logs'), { recursive: true }).map(String)
    expect(logs.some((path) => path.endsWith('/kubelet.log') || path.endsWith('/journal.log'))).toBe(true)
    expect(await ofRuns()).toEqual([])
    expect(left).toEqual([])
  })

  test('goes with a run that is killed', async () => {
    const kill = { signal: 'SIGKILL' as const, when: /^preflight: passed/m }
    const { exitCode, output } = await run('unused', ['--kind-config', testKindConfig ?? ''], { kill })
    expect(output).toContain('cluster: passed')
    expect(exitCode).toBeNull()
    await expect.poll(ofRuns, { timeout: minutes(2), interval: 1000 }).toEqual([])
  })
})

describeReal('a kind cluster that is there already', ({ image }) => {
  const name = `reused-${randomBytes(3).toString('hex')}`
  let home: Awaited<ReturnType<typeof scratch>>
  let kubeconfig: string
  beforeAll(async () => {
    if (!testKindConfig) return
    home = await scratch()
    kubeconfig = join(home.dir, 'kubeconfig')
    const args = ['create', 'cluster', '--name', name, '--config', testKindConfig]
    await execa('kind', [...args, '--kubeconfig', kubeconfig, '--wait', '180s'])
  }, minutes(6))
  afterAll(async () => {
    if (!testKindConfig) return
    await execa('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig])
    await home[Symbol.asyncDispose]()
  }, minutes(3))

  async function ours(): Promise<string[]> {
    const connection = await connect({ kubeconfig })
    try {
      const { found } = await sweep({ connection, dryRun: true, signal: AbortSignal.timeout(60_000) })
      return found.map((object) => `${object.kind} ${object.name}`)
    } finally {
      connection.close()
    }
  }

  test.skipIf(!testKindConfig)(
    'serves a run with --kind-cluster and is as it was afterwards, its images too',
    { timeout: minutes(8) },
    async () => {
      const images = async () => {
        const list = ['ctr', '--namespace=k8s.io', 'images', 'ls', '--quiet']
        const { stdout } = await execa('docker', ['exec', `${name}-control-plane`, ...list])
        return stdout.split('\n').filter((line) => line.includes('jooholee'))
      }
      const { exitCode, output, left } = await run(image, ['--kind-cluster', name])
      expect(output).toContain('what the run made is taken off')
      expect(exitCode).toBe(0)
      expect(left).toEqual([])
      expect(await clusters()).toContain(name)
      expect(await ours()).toEqual([])
      expect(await images()).toEqual([])
      const report = await judgeBy(isvDir, captures()[0] ?? '')
      expect(report.cluster).toMatchObject({ driver: 'kind', nodes: [{ count: 1 }] })
    },
  )

  test.skipIf(!testKindConfig)(
    'stays when the run is killed, without what the run made',
    { timeout: minutes(8) },
    async () => {
      const kill = { signal: 'SIGKILL' as const, when: /^gather: started/m }
      const { exitCode, output } = await run(image, ['--kind-cluster', name], { kill })
      expect(output).toContain('install: passed')
      expect(exitCode).toBeNull()
      await expect.poll(ours, { timeout: minutes(3), interval: 1000 }).toEqual([])
      expect(await clusters()).toContain(name)
    },
  )
})
