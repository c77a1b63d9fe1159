import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { layOut } from '../../support/fixture-captures.js'
import { judgeCase } from '../../support/judge-case.js'
import { secretText } from '../../support/placeholders.js'
import { repeatGather } from '../../support/repeat-gather.js'
import { tempFolder } from '../../support/temp-folder.js'

const timeout = 180_000
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const command = (...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', ...args], { reject: false, timeout })

/** A run's folder of the fixtures' ISV whose gather left these files too, and its report. */
async function ranWith(files: Record<string, string>) {
  const dir = tempFolder()
  const laid = layOut(dir)
  // ISVs are found by the name of their folder.
  cpSync(join(dir, 'isv'), join(dir, 'isvs/acme'), { recursive: true })
  for (const [path, text] of Object.entries(files)) writeFileSync(join(laid.mustGather, path), text)
  repeatGather(laid.capture)
  const report = await judgeCase(laid)
  writeFileSync(join(dir, 'report.json'), JSON.stringify(report))
  const waivers = join(dir, 'isvs/acme/waivers.yaml')
  const findings = (id: string) => report.checks.find((check) => check.id === id)?.findings ?? []
  return {
    dir,
    waivers,
    findings,
    waive: (...args: string[]) => command('waive', dir, '--isvs', join(dir, 'isvs'), ...args),
    verify: () =>
      command('verify', laid.capture, '--isv', 'acme', '--isvs', join(dir, 'isvs'), '--output', 'json'),
  }
}

const good = ['--reason', 'known: see ACME-12', '--expires', inDays(30)]

describe('must-gather waive', () => {
  test('writes an entry with which the check passes, and says what it waives', { timeout }, async () => {
    const run = await ranWith({ 'namespaces/acme/core/a.yaml': '' })
    const before = readFileSync(run.waivers, 'utf8')
    const { exitCode, stdout } = await run.waive('--check', 'MG-FIL-003', ...good)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('MG-FIL-003 unexpected empty file (required)')
    expect(stdout).toContain('namespaces/acme/core/a.yaml is empty')
    const after = readFileSync(run.waivers, 'utf8')
    expect(after.startsWith(before.replace(/waivers: \[\]\n$/, ''))).toBe(true)
    expect(after).toContain('# namespaces/acme/core/a.yaml is empty')
    const judged = await run.verify()
    const report = JSON.parse(judged.stdout) as Awaited<ReturnType<typeof judgeCase>>
    expect(report.checks.find(({ id }) => id === 'MG-FIL-003')?.outcome).toBe('waived')
    expect(report.waivers).toMatchObject([{ state: 'used', covers: 1 }])
  })

  test('wants to know which of several findings, and refuses one twice', { timeout }, async () => {
    const run = await ranWith({ 'namespaces/acme/core/a.yaml': '', 'namespaces/acme/core/b.yaml': '' })
    const before = readFileSync(run.waivers, 'utf8')
    const several = await run.waive('--check', 'MG-FIL-003', ...good)
    expect(several.exitCode).toBe(2)
    for (const { fingerprint, message } of run.findings('MG-FIL-003'))
      expect(several.stderr).toContain(`${fingerprint}  ${message}`)
    expect(readFileSync(run.waivers, 'utf8')).toBe(before)

    const [first] = run.findings('MG-FIL-003')
    const one = ['--check', 'MG-FIL-003', '--fingerprint', first?.fingerprint ?? '', ...good]
    expect((await run.waive(...one)).exitCode).toBe(0)
    const twice = await run.waive(...one)
    expect(twice.exitCode).toBe(2)
    expect(twice.stderr).toContain('already')
    const renewed = await run.waive(...one, '--renew', '--output', 'json')
    expect(JSON.parse(renewed.stdout)).toMatchObject({ done: 'renewed', entry: { check: 'MG-FIL-003' } })
  })

  test('does not touch a file that is wrong, and names its error', { timeout }, async () => {
    const run = await ranWith({ 'namespaces/acme/core/a.yaml': '' })
    const broken = readFileSync(run.waivers, 'utf8').replace('kind: Waivers', 'kind: Waiver')
    writeFileSync(run.waivers, broken)
    const { exitCode, stderr } = await run.waive('--check', 'MG-FIL-003', ...good, '--waivers', run.waivers)
    expect(exitCode).toBe(2)
    expect(stderr).toContain('waivers.yaml:2:')
    expect(readFileSync(run.waivers, 'utf8')).toBe(broken)
  })

  test('begins a file with a salt; a secret is waived under a salt alone', { timeout }, async () => {
    const run = await ranWith({
      'namespaces/acme/core/a.yaml': '',
      'namespaces/acme/core/b.txt': `${secretText('github-personal')}\n`,
    })
    const fresh = join(run.dir, 'fresh.yaml')
    const { exitCode } = await run.waive('--check', 'MG-FIL-003', ...good, '--waivers', fresh)
    expect(exitCode).toBe(0)
    expect(readFileSync(fresh, 'utf8')).toMatch(/^salt: '[0-9a-f]{32}'$/m)
    const secret = await run.waive('--check', 'MG-SEC-003', ...good, '--waivers', join(run.dir, 'none.yaml'))
    expect(secret.exitCode).toBe(2)
    expect(secret.stderr).toContain('salt')
    expect((await run.waive('--check', 'MG-SEC-003', ...good)).exitCode).toBe(0)
  })

  test('says what is no report', { timeout }, async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'report.json'), '{"schemaVersion": "report/v9"}')
    writeFileSync(join(dir, 'text.json'), 'no JSON')
    const paths = [dir, join(dir, 'text.json'), join(dir, 'missing')]
    const results = await Promise.all(paths.map((path) => command('waive', path, '--check', 'X', ...good)))
    expect(results.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2])
    const says = ['its schemaVersion is not report/v1', 'it is not JSON', 'there is no such file']
    for (const [index, text] of says.entries()) expect(results[index]?.stderr).toContain(text)
  })
})
