import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from '../kube/embedded-server.js'

let api: Awaited<ReturnType<typeof startEmbedded>>
let folder: string
let program: string
let kubeconfig: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubectl-'))
  program = join(folder, 'kubectl.cjs')
  kubeconfig = join(folder, 'kubeconfig')
  const entry = new URL('../../../src/kubectl/main.ts', import.meta.url).pathname
  const bundled = build({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  })
  ;[api] = await Promise.all([startEmbedded(), bundled])
  await writeFile(kubeconfig, api.kubeconfig)
})
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

function start(args: string[], env: Record<string, string> = { KUBECONFIG: kubeconfig }) {
  return spawn(process.execPath, [program, ...args], {
    env: { HOME: folder, PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function run(args: string[], env?: Record<string, string>) {
  const child = start(args, env)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}

test('as one file it reads KUBECONFIG and the namespace of its context', async () => {
  expect(await run(['create', 'ns', 'x'])).toEqual({ code: 0, out: 'namespace/x created\n', err: '' })
  expect(await run(['get', 'deploy'])).toEqual({
    code: 0,
    out: '',
    err: 'No resources found in x namespace.\n',
  })
  expect(await run(['--kubeconfig', kubeconfig, 'get', 'ns', 'x', '-o', 'name'], {})).toEqual({
    code: 0,
    out: 'namespace/x\n',
    err: '',
  })
})

test('without a cluster it says what kubectl says', async () => {
  const refused = (host: string) => ({
    code: 1,
    out: '',
    err: `The connection to the server ${host} was refused - did you specify the right host or port?\n`,
  })
  expect(await run(['get', 'pods'], {})).toEqual(refused('localhost:8080'))
  const gone = join(folder, 'gone')
  await writeFile(gone, api.kubeconfig.replace(api.url, 'https://127.0.0.1:1'))
  expect(await run(['get', 'pods'], { KUBECONFIG: gone })).toEqual(refused('127.0.0.1:1'))
})

test('a reader that goes away is no failure', async () => {
  const child = start(['get', 'clusterroles', '-o', 'yaml'])
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.stdout.destroy()
  expect(await text(child.stderr)).toBe('')
  expect(await ended).toBe(0)
})

test('an interrupt ends a watch with 130, and quietly', async () => {
  const child = start(['get', 'ns', '-w', '-o', 'name'])
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.stdout.once('data', () => child.kill('SIGINT'))
  expect(await text(child.stderr)).toBe('')
  expect(await ended).toBe(130)
})

test('--request-timeout ends a watch with a word', async () => {
  const { code, err } = await run(['get', 'ns', '-w', '--request-timeout=300ms'])
  expect([code, err]).toEqual([1, 'error: the request took longer than --request-timeout allows\n'])
})
