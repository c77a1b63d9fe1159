import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { layOut } from '../../support/fixture-captures.js'
import { tempFolder } from '../../support/temp-folder.js'

const timeout = 240_000
const manifest = (...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', 'manifest', ...args], {
    reject: false,
    timeout: 120_000,
  })

/** The fixtures' capture beside a folder of ISVs that has its own. */
function laidOut() {
  const dir = tempFolder()
  const laid = layOut(dir)
  cpSync(join(dir, 'isv'), join(dir, 'isvs/acme'), { recursive: true })
  return { ...laid, dir, isvs: join(dir, 'isvs') }
}

describe('must-gather manifest', () => {
  test('records a list from which nothing moved, until a file is gone', { timeout }, async () => {
    const { capture, mustGather, isvs, dir } = laidOut()
    const out = join(dir, 'recorded.yaml')
    // The capture says whose it is.
    const recorded = await manifest('record', capture, '--isvs', isvs, '--out', out)
    expect(recorded.exitCode).toBe(0)
    expect(recorded.stdout).toBe('')
    expect(recorded.stderr).toContain(`10 entries in ${out} name 10 files`)
    const again = await manifest('record', capture, '--isvs', isvs)
    expect(`${again.stdout}\n`).toBe(readFileSync(out, 'utf8'))

    const same = await manifest('diff', capture, '--isvs', isvs, '--expected', out)
    expect(same.exitCode).toBe(0)
    expect(same.stdout).toContain('Nothing moved')
    rmSync(join(mustGather, 'namespaces/acme/core/events.txt'))
    const less = await manifest('diff', capture, '--isvs', isvs, '--expected', out, '--output', 'md')
    expect(less.exitCode).toBe(1)
    expect(less.stdout).toContain('| `namespaces/acme/core/events.txt` | a file | none |')
  })

  test('refuses what it cannot use, in one error', { timeout }, async () => {
    const { capture, isvs, dir } = laidOut()
    const refusals = await Promise.all([
      manifest('record', join(dir, 'missing'), '--isvs', isvs),
      manifest('record', capture, '--isvs', isvs, '--isv', 'acmee'),
      manifest('diff', capture, '--isvs', isvs, '--expected', join(dir, 'missing.yaml')),
      manifest('diff', capture, '--isvs', isvs, '--gather', 'other'),
      manifest('record', capture, '--isvs', isvs, '--out', join(dir, 'no/such/folder.yaml')),
    ])
    const says = [
      'missing',
      'Did you mean --isv=acme?',
      'missing.yaml',
      'There is: default',
      'cannot be written',
    ]
    for (const [index, { exitCode, stderr }] of refusals.entries()) {
      expect(stderr).toContain(says[index])
      expect(stderr).not.toMatch(/^\s+at /m)
      expect([2, 3]).toContain(exitCode)
    }
    expect(existsSync(join(dir, 'no'))).toBe(false)
  })
})
