import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findClient } from '../../../../src/clusters/embedded/client/find-client.js'
import { createEmbeddedDriver, defaultEmbeddedOptions } from '../../../../src/clusters/embedded/index.js'
import type { Cluster, CreateOptions } from '../../../../src/clusters/types.js'
import { silentLogger } from '../../../../src/model/logger.js'
import { canIsolate } from './node/test-node.js'

const signal = new AbortController().signal
const searchPath = process.env['PATH'] ?? ''
const real = findClient('kubectl', searchPath)

let folder: string
let bundle: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'driver-'))
  bundle = join(folder, 'kubectl.cjs')
  buildSync({
    entryPoints: ['src/kubectl/main.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  })
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM base\nCOPY gather /usr/bin/isv-gather\nRUN chmod +x /usr/bin/isv-gather\nCMD ["isv-gather"]\n',
  )
  const lines = [
    'kubectl get pods -o name',
    'oc whoami',
    'cp "$0" /must-gather/',
    'echo gathered',
    'trap "exit 0" TERM',
    'sleep 1000 & wait',
  ]
  writeFileSync(join(folder, 'gather'), ['#!/bin/bash', ...lines, ''].join('\n'), { mode: 0o755 })
})
afterAll(() => rmSync(folder, { recursive: true }))

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'gather' },
  spec: {
    volumes: [{ name: 'out', emptyDir: {} }],
    containers: [
      {
        name: 'gather',
        image: 'example.com/gather:1',
        volumeMounts: [{ name: 'out', mountPath: '/must-gather' }],
      },
    ],
  },
}
const binding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'gather' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'default' }],
}

/** What of the cluster is still on this machine. */
function leftovers(workDir: string): string[] {
  const running = readdirSync('/proc').filter((id) => /^\d+$/.test(id) && commandLine(id).includes(workDir))
  const mounted = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.includes(workDir))
  return [...running, ...mounted, ...readdirSync(workDir)]
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const refused = !(await canIsolate())
const clients = [['ours', true] as const, ...(real ? [['real', false] as const] : [])]

describe.skipIf(refused).each(clients)('a cluster, with %s client', (_, hideRealClients) => {
  let cluster: Cluster
  let workDir: string
  beforeAll(async () => {
    workDir = mkdtempSync(join(tmpdir(), 'cluster-'))
    const driver = createEmbeddedDriver({
      ...defaultEmbeddedOptions(),
      clientBundle: bundle,
      searchPath,
      hideRealClients,
    })
    cluster = await driver.create({ runId: 'test', workDir, logger: silentLogger }, signal)
  })
  afterAll(() => rmSync(workDir, { recursive: true }))

  /** Runs a client outside, as a user of the cluster would. */
  async function kubectl(
    args: string[],
    input = '',
  ): Promise<{ code: number | null; out: string; err: string }> {
    const command = hideRealClients ? [process.execPath, bundle] : [real?.path ?? '']
    const [program = '', ...first] = command
    const child = spawn(program, [...first, '--kubeconfig', cluster.kubeconfig, ...args])
    child.stdin.end(input)
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
    return { code: await code, out, err }
  }

  it('says what it is', () => {
    expect(cluster.server.version).toContain('v1.')
    expect(cluster.client).toMatch(
      hideRealClients ? /^kubectl: isv-must-gather \d/ : /^kubectl v1\.\d+.* \(\//,
    )
    expect(statSync(cluster.kubeconfig).mode & 0o777).toBe(0o600)
  })

  it('takes images as build folders, and nothing else', async () => {
    const loaded = await cluster.loadImage(
      { ref: 'example.com/gather:1', build: { context: folder, standIn: true } },
      signal,
    )
    expect(loaded).toEqual({
      ref: 'example.com/gather:1',
      source: 'stand-in',
      notes: ['RUN is not executed: chmod +x /usr/bin/isv-gather'],
    })
    await expect(cluster.loadImage({ ref: 'example.com/other:1' }, signal)).rejects.toMatchObject({
      code: 'embedded.image-needs-build',
      exitCode: 3,
    })
  })

  it('runs a pod whose script uses the API with its own rights', async () => {
    expect(await kubectl(['apply', '-f', '-'], JSON.stringify(binding))).toMatchObject({ code: 0 })
    expect(await kubectl(['apply', '-f', '-'], JSON.stringify(pod))).toMatchObject({ code: 0 })
    expect(await kubectl(['wait', '--for=condition=Ready', 'pod/gather', '--timeout=20s'])).toMatchObject({
      code: 0,
    })
    await expect
      .poll(async () => (await kubectl(['logs', 'gather'])).out, { timeout: 15_000 })
      .toContain('gathered')
    const { out } = await kubectl(['logs', 'gather'])
    expect(out).toContain('pod/gather\n')
    expect(out).toContain('system:serviceaccount:default:default')
  })

  it('gives the data out as a tar over exec', async () => {
    const copied = join(workDir, 'copied')
    expect(await kubectl(['cp', 'gather:/must-gather', copied])).toMatchObject({ code: 0 })
    expect(readFileSync(join(copied, 'isv-gather'), 'utf8')).toBe(
      readFileSync(join(folder, 'gather'), 'utf8'),
    )
    rmSync(copied, { recursive: true })
    expect(
      await kubectl(['exec', 'gather', '--', 'sh', '-c', 'echo out; echo err >&2; exit 3']),
    ).toMatchObject({ code: 3, out: 'out\n' })
    expect(await kubectl(['exec', '-i', 'gather', '--', 'cat'], 'input')).toMatchObject({
      code: 0,
      out: 'input',
    })
  })

  it('takes the pod away again', async () => {
    expect(await kubectl(['delete', 'pod', 'gather', '--timeout=20s'])).toMatchObject({ code: 0 })
    expect((await kubectl(['get', 'pods', '-o', 'name'])).out).toBe('')
  })

  it('leaves nothing when it is destroyed while containers run', async () => {
    await kubectl(['apply', '-f', '-'], JSON.stringify(pod))
    await kubectl(['wait', '--for=condition=Ready', 'pod/gather', '--timeout=20s'])
    await cluster.destroy()
    expect(leftovers(workDir)).toEqual([])
  })
})

describe('createEmbeddedDriver', () => {
  const options = (workDir: string): CreateOptions => ({ runId: 'test', workDir, logger: silentLogger })

  it.skipIf(refused)('leaves nothing when it is aborted at any time', async () => {
    const driver = createEmbeddedDriver({ ...defaultEmbeddedOptions(), clientBundle: bundle, searchPath })
    for (const ms of [0, 20, 60, 120]) {
      const workDir = mkdtempSync(join(tmpdir(), 'cluster-'))
      const stop = new AbortController()
      setTimeout(() => stop.abort(new Error('enough')), ms)
      await driver.create(options(workDir), stop.signal).then(
        (cluster) => cluster.destroy(),
        () => {},
      )
      expect(leftovers(workDir), `${ms} ms`).toEqual([])
      rmSync(workDir, { recursive: true })
    }
  })

  it('says what to do when no client is there', async () => {
    const workDir = mkdtempSync(join(tmpdir(), 'cluster-'))
    const clientBundle = join(workDir, 'not-built.cjs')
    const driver = createEmbeddedDriver({ ...defaultEmbeddedOptions(), clientBundle, hideRealClients: true })
    await expect(driver.create(options(workDir), signal)).rejects.toMatchObject({
      code: 'embedded.client-missing',
      exitCode: 3,
    })
    expect(existsSync(join(workDir, 'embedded'))).toBe(false)
    rmSync(workDir, { recursive: true })
  })

  it.skipIf(refused)('is available where containers can be isolated', async () => {
    const driver = createEmbeddedDriver(defaultEmbeddedOptions())
    expect(await driver.unavailable({}, signal)).toBeUndefined()
  })
})
