import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  leftovers,
  runGather,
  snapshotObjects,
  type GatherOptions,
  type Snapshot,
} from '../../../src/gather/index.js'
import { startTestCluster, type TestCluster } from './cluster.js'

const signal = AbortSignal.timeout(300_000)
let cluster: TestCluster
let before: Snapshot

const scripts = {
  '/usr/bin/gather': `#!/bin/bash
echo "node=$NODE_NAME pod=$POD_NAME namespace=\${NAMESPACE-none} since=$MUST_GATHER_SINCE extra=$EXTRA args=$*"
printf 'acme/must-gather\\n1.2.3-4\\n' > /must-gather/version
mkdir "/must-gather/a dir"; echo x > "/must-gather/a dir/x:y"
ln -s /etc/passwd /must-gather/outside
`,
  '/usr/bin/gather_three': '#!/bin/bash\necho kept > /must-gather/kept\nexit 3\n',
  '/usr/bin/gather_hang': '#!/bin/bash\necho begun > /must-gather/begun\necho waiting\nsleep 1000\n',
  '/usr/bin/gather_big': '#!/bin/bash\nhead -c 104857600 /dev/zero > /must-gather/blob\n',
  '/usr/bin/gather_talks': '#!/bin/bash\nfor i in $(seq 5000); do echo "line $i"; done\n',
  '/usr/bin/gather_full': '#!/bin/bash\nhead -c 8000000 /dev/zero > /must-gather/big\nsleep 1000\n',
  '/usr/bin/gather_status':
    '#!/bin/bash\necho \'{"overallStatus":"degraded","collectors":[{"name":"a","status":"error"}]}\' > /must-gather/status.json\n',
  '/usr/bin/gather_other': '#!/bin/bash\nmkdir -p /opt/data; echo y > /opt/data/y\n',
}

beforeAll(async () => {
  cluster = await startTestCluster()
  await cluster.image('acme/gather:1', scripts)
  before = await snapshotObjects(cluster.connection, signal)
}, 60_000)
afterAll(() => cluster.stop())

async function gather(over: Partial<GatherOptions>) {
  const options = await cluster.options(over)
  const result = await runGather(options)
  expect(result.left).toEqual([])
  return { ...result, dir: options.dir }
}

const log = (dir: string) => readFile(join(dir, 'gather.log'), 'utf8')
const tree = async (dir: string) => (await readdir(join(dir, 'must-gather'), { recursive: true })).sort()

describe('runGather', { timeout: 60_000 }, () => {
  it('brings back what was gathered, what was printed, the pod and the events', async () => {
    const { record, dir } = await gather({
      since: '2h0m0s',
      env: { EXTRA: 'a b' },
      command: ['/usr/bin/gather', '$(POD_NAME) $$'],
    })
    expect(record).toMatchObject({ outcome: 'completed', exitCode: 0, copied: 'whole', files: 2 })
    expect(record.hostile).toEqual([
      { path: 'outside', reason: expect.stringContaining('out of the folder') as string },
    ])
    expect(await tree(dir)).toEqual(['a dir', 'a dir/x:y', 'version'])
    expect(await log(dir)).toMatch(
      /^node=\S+ pod=must-gather-\S+ namespace=none since=2h0m0s extra=a b args=\$\(POD_NAME\) \$\$$/m,
    )
    const pod = JSON.parse(await readFile(join(dir, 'pod.json'), 'utf8')) as {
      spec: { containers: { name: string }[] }
    }
    expect(pod.spec.containers.map(({ name }) => name)).toEqual(['gather', 'copy'])
    const events = JSON.parse(await readFile(join(dir, 'events.json'), 'utf8')) as { items: unknown[] }
    expect(events.items.length).toBeGreaterThan(0)
  })

  it('knows the environment of an ISV: a command on PATH, another folder, NAMESPACE', async () => {
    const { record, dir } = await gather({
      command: ['gather_other'],
      sourceDir: '/opt/data/',
      environment: 'isv',
      access: 'namespace-admin',
    })
    expect(record).toMatchObject({ outcome: 'completed', exitCode: 0, copied: 'whole' })
    expect(await tree(dir)).toEqual(['y'])
    const pod = await readFile(join(dir, 'pod.json'), 'utf8')
    expect(pod).toContain('"NAMESPACE"')
  })

  it('keeps the exit code and the data of a gather that fails', async () => {
    const { record, dir } = await gather({ command: ['gather_three'] })
    expect(record).toMatchObject({ outcome: 'completed', exitCode: 3, copied: 'whole' })
    expect(await tree(dir)).toEqual(['kept'])
  })

  it('keeps partial data of a gather that does not end', async () => {
    const { record, dir } = await gather({ command: ['gather_hang'], timeouts: { gatherMs: 1500 } })
    expect(record).toMatchObject({
      outcome: 'timeout',
      copied: 'partial',
      reason: expect.stringContaining('1.5s') as string,
    })
    expect(record.exitCode).toBeUndefined()
    expect(await tree(dir)).toEqual(['begun'])
    expect(await log(dir)).toMatch(/^waiting\n/)
  })

  it('ends a gather before its volume is full, and keeps what it has', async () => {
    const { record, dir } = await gather({ command: ['gather_full'], volumeSizeLimit: '8M' })
    expect(record).toMatchObject({
      outcome: 'disk-limit',
      copied: 'partial',
      reason: expect.stringContaining('of the 7.6 MiB that its volume may hold') as string,
    })
    expect(await tree(dir)).toEqual(['big'])
  })

  it('reads what the gather says of itself', async () => {
    const { record } = await gather({ command: ['gather_status'] })
    expect(record.status).toEqual({ overall: 'degraded', collectors: [{ name: 'a', status: 'error' }] })
  })

  it('keeps partial data when it is interrupted', async () => {
    const interrupt = new AbortController()
    const { record, dir } = await gather({
      command: ['gather_hang'],
      signal: interrupt.signal,
      onProgress: ({ logLine }) => logLine === 'waiting' && interrupt.abort(new Error('interrupted')),
    })
    expect(record).toMatchObject({ outcome: 'interrupted', copied: 'partial' })
    expect(await tree(dir)).toEqual(['begun'])
  })

  it.each(['prepare', 'start'])('cleans up after an interrupt in the phase %s', async (wanted) => {
    const interrupt = new AbortController()
    const { record } = await gather({
      signal: interrupt.signal,
      onProgress: ({ phase }) => phase === wanted && interrupt.abort(new Error('interrupted')),
    })
    expect(record).toMatchObject({ outcome: 'interrupted', copied: 'nothing' })
  })

  it('writes every line of a long log', async () => {
    const { dir } = await gather({ command: ['gather_talks'] })
    const lines = (await log(dir)).trimEnd().split('\n')
    expect(lines.length).toBe(5000)
    expect(lines.at(-1)).toBe('line 5000')
  })

  it('copies 100 MB without holding them', async () => {
    const baseline = process.memoryUsage().rss
    let highest = 0
    const { record } = await gather({
      command: ['gather_big'],
      onProgress: () => (highest = Math.max(highest, process.memoryUsage().rss)),
    })
    expect(record).toMatchObject({ copied: 'whole', files: 1, bytes: 104857600 })
    expect(highest - baseline).toBeLessThan(80 * 2 ** 20)
  })

  it('names an image that the registry does not have', async () => {
    const { record } = await gather({ image: 'acme/nothere:1' })
    expect(record).toMatchObject({
      outcome: 'no-image',
      copied: 'nothing',
      reason: expect.stringContaining('not') as string,
    })
  })

  it('says that a command is missing, and probes the image', async () => {
    const { record, probe } = await gather({
      command: ['/usr/bin/nothere'],
      probe: { scripts: ['gather_three', '/no/such'] },
    })
    expect(record).toMatchObject({ outcome: 'not-started', copied: 'nothing' })
    expect(record.reason).toMatch(/no such file/)
    expect(probe).toMatchObject({
      command: { path: '/usr/bin/nothere', exists: false, executable: false },
      tools: { bash: true, tar: true },
      scripts: [
        { name: 'gather_three', exists: true, executable: true },
        { name: '/no/such', exists: false, executable: false },
      ],
    })
  })

  it('loses a gather whose pod is deleted', async () => {
    const { record } = await gather({
      command: ['gather_hang'],
      onProgress: ({ logLine }) => logLine === 'waiting' && void deletePods(),
    })
    expect(record).toMatchObject({
      outcome: 'lost',
      copied: 'nothing',
      reason: expect.stringContaining('deleted') as string,
    })
  })

  it('refuses to wait for a node that does not come', async () => {
    const node = (
      await cluster.connection.request<{ items: { metadata: { name: string } }[] }>({ path: '/api/v1/nodes' })
    ).body.items[0]
    const path = `/api/v1/nodes/${node?.metadata.name}`
    const relabel = (os: string) =>
      cluster.connection.request({
        method: 'PATCH',
        path,
        contentType: 'application/merge-patch+json',
        body: { metadata: { labels: { 'kubernetes.io/os': os } } },
      })
    await relabel('plan9')
    try {
      const options = await cluster.options({ timeouts: { startMs: 1500 } })
      await expect(runGather(options)).rejects.toMatchObject({ code: 'gather.not-scheduled', exitCode: 3 })
    } finally {
      await relabel('linux')
    }
  })

  it('leaves nothing on the cluster', async () => {
    expect(leftovers(before, await snapshotObjects(cluster.connection, signal))).toEqual([])
    const { body } = await cluster.connection.request<{ items: { metadata: { name: string } }[] }>({
      path: '/api/v1/namespaces',
    })
    expect(body.items.filter(({ metadata }) => metadata.name.startsWith('must-gather-'))).toEqual([])
  })
})

async function deletePods(): Promise<void> {
  interface List {
    items: { metadata: { name: string; namespace: string } }[]
  }
  const query = { labelSelector: 'app=must-gather' }
  const { body } = await cluster.connection.request<List>({ path: '/api/v1/pods', query })
  for (const { metadata } of body.items) {
    await cluster.connection.request({
      method: 'DELETE',
      path: `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`,
    })
  }
}
