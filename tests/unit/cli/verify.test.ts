import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { fixtureCanary } from '../../support/fixture-canaries.js'
import type { LaidOut } from '../../support/fixture-captures.js'
import { layOut } from '../../support/fixture-captures.js'
import { tempFolder } from '../../support/temp-folder.js'

const timeout = 90_000

const verify = ({ isv }: LaidOut, path: string, ...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', 'verify', path, '--isv', isv, ...args], {
    reject: false,
    timeout: 60_000,
  })

/** The base capture in the folder of its run, with a planted value in it where that is wanted. */
function runFolder(leaks = false): LaidOut & { run: string; key: string } {
  const run = tempFolder()
  const laid = layOut(run)
  if (leaks) appendFileSync(join(laid.mustGather, 'version'), `${fixtureCanary('opaque').value}\n`)
  return { ...laid, run, key: join(run, 'canary.key') }
}

test(
  'the key in the folder of the run is found by itself, from the capture and from the run',
  { timeout },
  async () => {
    const laid = runFolder()
    for (const path of [laid.capture, laid.run]) {
      const { exitCode, stdout } = await verify(laid, path)
      expect(stdout).toMatch(/^pass: /)
      expect(exitCode).toBe(0)
    }
  },
)

test('a capture that was moved needs --canary-key, and says so', { timeout }, async () => {
  const laid = runFolder(true)
  const moved = join(tempFolder(), 'moved')
  renameSync(laid.capture, moved)
  const without = await verify(laid, moved, '--output', 'json')
  expect(without.stdout).toContain('give it with --canary-key FILE')

  const { exitCode, stdout, stderr } = await verify(laid, moved, '--canary-key', laid.key)
  expect(exitCode).toBe(1)
  expect(stdout).toContain('opaque.acme')
  expect(stdout + stderr).not.toContain(fixtureCanary('opaque').value.slice(0, 16))
})

test('a key that is none, of another run or not there is one clear error', { timeout }, async () => {
  const laid = runFolder()
  const other = join(laid.run, 'other.key')
  writeFileSync(other, `${Buffer.alloc(32, 1).toString('base64url')}\n`)
  const none = join(laid.run, 'none.key')
  writeFileSync(none, 'no key\n')
  for (const [file, message] of [
    [other, 'the canary key is not the one of this capture'],
    [none, `${none} holds no canary key`],
    [join(laid.run, 'absent.key'), 'cannot be read (ENOENT)'],
  ] as const) {
    const { exitCode, stdout, stderr } = await verify(laid, laid.capture, '--canary-key', file)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^\s+at /m)
  }
})
