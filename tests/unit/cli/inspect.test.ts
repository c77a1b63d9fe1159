import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from '../kube/embedded-server.js'

let api: Awaited<ReturnType<typeof startEmbedded>>
let root: string
beforeAll(async () => {
  api = await startEmbedded()
  root = await mkdtemp(join(tmpdir(), 'cli-inspect-'))
  await writeFile(join(root, 'kubeconfig'), api.kubeconfig)
})
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

const run = (...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', 'inspect', ...args], {
    reject: false,
    timeout: 60_000,
    env: { KUBECONFIG: join(root, 'kubeconfig') },
  })
const timeout = 90_000

test('what was read is summed up, with the exit code of success', { timeout }, async () => {
  const { exitCode, stdout } = await run('ns/default', `--dest-dir=${join(root, 'ok')}`)
  expect(stdout).toContain(`Wrote inspect data to ${join(root, 'ok')}.`)
  expect(stdout).toMatch(/read: .*namespaces 1/)
  expect(exitCode).toBe(0)
  expect(await readFile(join(root, 'ok/timestamp'), 'utf8')).toMatch(
    /^\d{4}-\d\d-\d\d [\d:.]+ \+0000 UTC m=\+[\d.]+\n/,
  )
})

test(
  'what is not there is an exit code of 3, a type that is not one of 2, and JSON says which',
  { timeout },
  async () => {
    const missing = await run(
      'cm/none',
      '-n',
      'default',
      '--output=json',
      `--dest-dir=${join(root, 'missing')}`,
    )
    expect(missing.exitCode).toBe(3)
    expect(JSON.parse(missing.stdout)).toMatchObject({
      interrupted: false,
      problems: [{ reason: 'NotFound' }],
    })
    const unknown = await run('poods', '--output=json', `--dest-dir=${join(root, 'unknown')}`)
    expect(unknown.exitCode).toBe(2)
    expect(JSON.parse(unknown.stdout)).toMatchObject({ problems: [{ reason: 'UnknownType' }] })
  },
)

test('flags that contradict each other, or nothing to read, are usage', { timeout }, async () => {
  expect((await run()).exitCode).toBe(2)
  expect((await run('ns/x', '--since=2h', '--since-time=2026-01-01T00:00:00Z')).exitCode).toBe(2)
  expect((await run('cm/x', '-A', `--dest-dir=${join(root, 'both')}`)).exitCode).toBe(2)
})

test('kubeconfig flags win over the file', { timeout }, async () => {
  const away = await run('ns/default', '--server=https://127.0.0.1:1', `--dest-dir=${join(root, 'away')}`)
  expect(away.exitCode).toBe(3)
  expect(away.stderr).toContain('https://127.0.0.1:1')
  const token = await run('ns/default', '--token=not-a-real-token', `--dest-dir=${join(root, 'token')}`)
  expect(token.exitCode).toBe(3)
  expect(token.stderr).not.toContain('not-a-real-token')
})

test('a dry run writes nothing', { timeout }, async () => {
  const { stdout } = await run('ns/default', '--dry-run', `--dest-dir=${join(root, 'dry')}`)
  expect(stdout).toContain('  GET /api/v1/namespaces/default/pods\n')
  await expect(stat(join(root, 'dry'))).rejects.toThrow()
})
