import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findObject, listAll, wellKnown } from '../../../../src/kube/index.js'
import type { MustGatherRecord } from '../../../../src/model/must-gather-record.js'
import { mustGather } from '../../../run/support/command.js'
import { startTestCluster, type TestCluster } from '../cluster.js'
import { create, csv, imageStream, standIn, types } from './openshift.js'

const image = 'acme/gather:1'
const say = 'echo since=$MUST_GATHER_SINCE time=$MUST_GATHER_SINCE_TIME'
let cluster: TestCluster
let work: string
let count = 0

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'run-flags-'))
  cluster = await startTestCluster()
  await cluster.image(image, {
    '/usr/bin/gather': `#!/bin/bash\n${say}\necho x > /must-gather/version\n`,
    '/usr/bin/other': '#!/bin/bash\necho "$@" > /must-gather/arguments\n',
    '/usr/bin/elsewhere': '#!/bin/bash\nmkdir -p /data; echo y > /data/y\n',
    '/usr/bin/hang': '#!/bin/bash\necho begun > /must-gather/begun\nsleep 1000\n',
  })
  await standIn(cluster.connection, [types.csv, types.imageStream])
  const annotations = { 'operators.openshift.io/must-gather-image': image }
  await create(cluster.connection, csv('acme', { metadata: { annotations } }))
  await create(cluster.connection, imageStream('default', 'acme', image))
}, 60_000)
afterAll(async () => {
  await cluster.stop()
  rmSync(work, { recursive: true, force: true })
})

interface Pod {
  spec: {
    hostNetwork?: boolean
    nodeName?: string
    serviceAccountName: string
    containers: { securityContext?: { capabilities?: { add?: string[] } } }[]
  }
}

/** Runs the command line into a folder of its own. */
async function run(...args: string[]) {
  const dir = join(work, `out-${count++}`)
  const destination = args.some((arg) => arg.startsWith('--dest-dir')) ? [] : ['--dest-dir', dir]
  const { kubeconfig } = cluster.cluster
  const ended = await mustGather(['run', '--kubeconfig', kubeconfig, ...destination, ...args])
  const read = <T>(name: string) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as T
  const folder = () => join(dir, read<MustGatherRecord>('must-gather.json').gathers[0]?.folder ?? 'none')
  return {
    ...ended,
    dir,
    record: () => read<MustGatherRecord>('must-gather.json'),
    pod: () => read<Pod>('pod.json'),
    files: () => readdirSync(folder()).sort(),
    log: () => readFileSync(join(folder(), 'gather.logs'), 'utf8'),
  }
}

const whole = async (...args: string[]) => {
  const ended = await run(...args)
  expect(ended.exitCode, ended.output).toBe(0)
  return ended
}

async function nodeName(): Promise<string> {
  const { items } = await listAll(cluster.connection, wellKnown.nodes)
  return items[0]?.metadata.name ?? ''
}

async function refused(...args: string[]) {
  const { exitCode, output, dir } = await run(...args)
  expect(exitCode, output).toBe(2)
  expect(existsSync(dir)).toBe(false)
  return output
}

/** Each row of the table of docs/run.md, by its flag. */
const rows: Record<string, () => Promise<unknown>> = {
  '--all-images': async () => {
    expect((await whole('--all-images')).record().gathers).toMatchObject([{ image, source: 'csv' }])
    for (const other of [
      '--image=a',
      '--image-stream=a/b:c',
      '--node-name=a',
      '--host-network',
      '--run-namespace=a',
    ])
      expect(await refused('--all-images', other)).toMatch(/cannot be used with/)
  },
  '--dest-dir': async () => {
    expect(await refused('--image', image, '--dest-dir', join(work, 'a:b'))).toMatch(/colon/)
    const { dir } = await whole('--image', image)
    expect(await run('--image', image, '--dest-dir', dir)).toMatchObject({ exitCode: 2 })
  },
  '--host-network': async () => {
    const { spec } = (await run('--image', image, '--host-network')).pod()
    expect(spec.hostNetwork).toBe(true)
    expect(spec.containers[0]?.securityContext?.capabilities?.add).toEqual(['NET_RAW'])
  },
  '--image': async () => {
    const { exitCode, record } = await run(
      '--image',
      image,
      '--image',
      'acme/none:1',
      '--image-pull-policy',
      'Never',
    )
    const [first, second] = record().gathers
    expect(first).toMatchObject({ image, exitCode: 0, record: { copied: 'whole' } })
    expect(second?.exitCode).toBe(exitCode)
    expect(exitCode).not.toBe(0)
    expect(record().fallback?.folder).toMatch(/^inspect\.local\./)
  },
  '--image-stream': async () => {
    const { record } = await whole('--image-stream', 'default/acme:latest')
    expect(record().gathers).toMatchObject([{ image, source: 'image-stream' }])
  },
  '--keep': async () => {
    const { record } = await whole('--image', image, '--keep')
    const [namespace = ''] = record().gathers[0]?.pod?.split('/') ?? []
    expect(await findObject(cluster.connection, wellKnown.namespaces, { name: namespace })).toBeDefined()
  },
  '--node-name': async () => {
    const name = await nodeName()
    expect((await whole('--image', image, '--node-name', name)).pod().spec.nodeName).toBe(name)
    expect(await run('--image', image, '--node-name', 'none')).toMatchObject({ exitCode: 3 })
    expect(await refused('--image', image, '--node-name=a', '--node-selector=b')).toMatch(/cannot be used/)
  },
  '--node-selector': async () => {
    const { record } = await whole('--image', image, '--node-selector', 'kubernetes.io/os=linux')
    const name = await nodeName()
    expect(record().gathers).toMatchObject([
      { onNode: name, folder: expect.stringMatching(`^${name}/`) as string },
    ])
    expect(await refused('--image', image, '--node-selector', 'no=such')).toMatch(/no node has the labels/)
  },
  '--run-namespace': async () => {
    await create(cluster.connection, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'given' } })
    const { record } = await whole('--image', image, '--run-namespace', 'given')
    expect(record().gathers[0]?.pod).toMatch(/^given\//)
    const { items } = await listAll(cluster.connection, wellKnown.pods, { namespace: 'given' })
    expect(items).toEqual([])
    expect(await findObject(cluster.connection, wellKnown.namespaces, { name: 'given' })).toBeDefined()
  },
  '--since': async () => {
    expect((await whole('--image', image, '--since', '120m')).log()).toMatch(/since=2h0m0s time=$/m)
    await refused('--image', image, '--since', '2h', '--since-time', '2026-01-01T00:00:00Z')
  },
  '--since-time': async () => {
    const { log } = await whole('--image', image, '--since-time', '2026-01-01T00:00:00Z')
    expect(log()).toMatch(/since= time=2026-01-01T00:00:00Z$/m)
    expect(await refused('--image', image, '--since-time', 'yesterday')).toMatch(/2026-11-20T10:00:00Z/)
  },
  '--source-dir': async () => {
    const { files } = await whole('--image', image, '--source-dir', '/data/', '--', '/usr/bin/elsewhere')
    expect(files()).toEqual(['gather.logs', 'y'])
    await refused('--image', image, '--source-dir', 'relative')
  },
  '--timeout': async () => {
    const { exitCode, output, files, record } = await run(
      '--image',
      image,
      '--timeout',
      '5',
      '--',
      '/usr/bin/hang',
    )
    expect(exitCode).toBe(1)
    expect(output).toMatch(/deprecated/)
    expect(files()).toEqual(['begun', 'gather.logs'])
    expect(record()).toMatchObject({ state: 'partial', gathers: [{ record: { outcome: 'timeout' } }] })
  },
  '--volume-percentage': async () => {
    for (const wrong of ['0', '101', 'x']) await refused('--image', image, '--volume-percentage', wrong)
    expect((await whole('--image', image, '--volume-percentage', '100')).output).toMatch(/may fill the disk/)
  },
  '-- command': async () => {
    const { dir, record } = await whole('--image', image, '--', '/usr/bin/other', '$(id)', 'a b')
    const folder = record().gathers[0]?.folder ?? ''
    expect(readFileSync(join(dir, folder, 'arguments'), 'utf8')).toBe('$(id) a b\n')
  },
}

const page = readFileSync(join(import.meta.dirname, '../../../../docs/run.md'), 'utf8')
const documented = [...page.matchAll(/^\| `(--[^`]*)` \|/gm)].map(([, flag = '']) => flag)

describe('the flags of oc', { timeout: 120_000 }, () => {
  it('are those of the table', () => expect(Object.keys(rows)).toEqual(documented))

  it.each(documented)('%s', async (flag) => {
    const row = rows[flag] ?? expect.fail(`no test for ${flag}`)
    await row()
  })
})
