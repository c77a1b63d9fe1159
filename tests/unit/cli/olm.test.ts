import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putSituation } from '../../support/olm/put-situation.js'
import { startEmbedded } from '../kube/embedded-server.js'

let api: Awaited<ReturnType<typeof startEmbedded>>
let root: string
beforeAll(async () => {
  api = await startEmbedded()
  root = await mkdtemp(join(tmpdir(), 'cli-olm-'))
  await writeFile(join(root, 'kubeconfig'), api.kubeconfig)
})
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

const run = (...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', 'olm', ...args], {
    reject: false,
    timeout: 150_000,
    env: { KUBECONFIG: join(root, 'kubeconfig') },
  })
const timeout = 600_000

test('without OLM there is one sentence and the exit code 3', { timeout }, async () => {
  const { exitCode, stderr, stdout } = await run('--output=summary')
  expect(stderr).toMatch(/^error: there is no OLM on this cluster: /)
  expect(stdout).toBe('')
  expect(exitCode).toBe(3)
})

test('a cluster that does not answer is one clear error', { timeout }, async () => {
  const { exitCode, stderr } = await run('--server=https://127.0.0.1:1', '--output=summary')
  expect(stderr).toMatch(/^error: .*https:\/\/127\.0\.0\.1:1/)
  expect(stderr).not.toContain('    at ')
  expect(exitCode).toBe(3)
})

test('a tree, a summary and a result as JSON; a package that is not there', { timeout }, async () => {
  await putSituation(api.connection, 'no-such-channel')
  const dest = join(root, 'tree')
  const tree = await run(`--dest-dir=${dest}`, '--package=nfs-provisioner-operator')
  expect(tree.stdout).toContain(`Wrote OLM data to ${dest}.`)
  expect(tree.exitCode).toBe(0)
  expect(await readdir(dest)).toContain('namespaces')
  expect(await readFile(join(dest, 'version'), 'utf8')).toMatch(/^\S+\n\d+\.\d+\.\d+\.\S+\n$/)

  const summary = await run('--output=summary')
  expect(summary.stdout).toContain('nfs-provisioner-operator/nfs-provisioner-operator-subs: ')
  expect(summary.stdout).toMatch(/channel/i)
  expect(summary.exitCode).toBe(0)

  const json = await run('--output=json')
  expect(JSON.parse(json.stdout)).toMatchObject({
    interrupted: false,
    subscriptions: [{ packageName: 'nfs-provisioner-operator', diagnosis: { healthy: false } }],
  })

  const missing = await run('--package=nfs-provisioner-operatr', '--output=summary')
  expect(missing.stderr).toContain('Did you mean --package=nfs-provisioner-operator?')
  expect(missing.exitCode).toBe(3)
})

test('wrong flags are usage', { timeout }, async () => {
  expect((await run('--output=yaml')).exitCode).toBe(2)
  expect((await run('--parallel=0')).exitCode).toBe(2)
})
