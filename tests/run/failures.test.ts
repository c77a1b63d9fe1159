import { readdirSync } from 'node:fs'
import { rm, symlink, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mustGather } from './support/command.js'
import { replaceIn } from './support/edits.js'
import { copyOfIsv, judgeBy, scratch } from './support/run-isv.js'

let folder: Awaited<ReturnType<typeof scratch>>
let isvDir: string
let artifacts: string
beforeEach(async () => {
  folder = await scratch()
  isvDir = await copyOfIsv(folder.dir)
  artifacts = join(folder.dir, 'artifacts')
})
afterEach(() => folder[Symbol.asyncDispose]())

const testIt = (...more: string[]) => [
  'test',
  `--isv=${join(isvDir, 'isv.yaml')}`,
  '--artifacts',
  artifacts,
  ...more,
]
const capture = () => {
  const runs = join(artifacts, 'nfs-provisioner')
  return join(runs, readdirSync(runs)[0] ?? '', 'capture')
}

describe('bad input', { timeout: 60_000 }, () => {
  test('a typo in isv.yaml: every error with its position and the nearest name, exit code 2', async () => {
    await replaceIn(isvDir, 'isv.yaml', 'manifests: [', 'manifest: [')
    await replaceIn(isvDir, 'isv.yaml', 'duration: 5m', 'duration: 5 minutes')
    const { exitCode, output, left } = await mustGather(testIt('--cluster=embedded'))
    expect(exitCode).toBe(2)
    expect(output).toMatch(/isv\.yaml:\d+:\d+.*manifest\b/)
    expect(output).toContain('manifests')
    expect(output).toMatch(/isv\.yaml:\d+:\d+.*duration/)
    expect(output).not.toMatch(/\n\s+at /)
    expect(left).toEqual([])
  })

  test('an unknown ISV: the ones that exist, exit code 2', async () => {
    const { exitCode, output } = await mustGather(['test', '--isv=nfs-provisoner'])
    expect(exitCode).toBe(2)
    expect(output).toContain('nfs-provisioner')
    expect(output).toContain('Did you mean --isv=nfs-provisioner?')
  })

  test('a file that isv.yaml names and that is not there: exit code 2', async () => {
    await rm(join(isvDir, 'samples/nfsprovisioner.yaml'))
    const { exitCode, output } = await mustGather(testIt())
    expect(exitCode).toBe(2)
    expect(output).toMatch(/isv\.yaml:\d+:\d+.*samples\/nfsprovisioner\.yaml/)
  })

  test('a capture that is not there: exit code 2', async () => {
    const { exitCode, output } = await mustGather(['verify', '/not/there'])
    expect(exitCode).toBe(2)
    expect(output).toContain('/not/there')
    expect(output).not.toMatch(/\n\s+at /)
  })

  test('an option that does not exist: exit code 2', async () => {
    expect((await mustGather(['test', '--clutser=kind'])).exitCode).toBe(2)
  })
})

describe('the environment', { timeout: 60_000 }, () => {
  test('no engine with --cluster=kind: exit code 3, and how to get one', async () => {
    const bin = join(folder.dir, 'bin')
    await mkdir(bin)
    await symlink(process.execPath, join(bin, 'node'))
    const { exitCode, output, left } = await mustGather(testIt('--cluster=kind'), { env: { PATH: bin } })
    expect(exitCode).toBe(3)
    expect(output).toMatch(/kind/)
    expect(output).toMatch(/docker|podman/)
    expect(left).toEqual([])
  })

  test('a kubeconfig that leads nowhere with --cluster=existing: exit code 3', async () => {
    const { exitCode, output, left } = await mustGather(
      testIt('--cluster=existing', '--kubeconfig=/not/there'),
    )
    expect(exitCode).toBe(3)
    expect(output).toContain('/not/there')
    expect(left).toEqual([])
  })
})

describe('a run on the embedded cluster', { timeout: 180_000 }, () => {
  test('a broken contract: exit code 1, the finding first, nothing left', async () => {
    await replaceIn(
      isvDir,
      'must-gather/collection-scripts/gather',
      /end_gather\n$/,
      '(end_gather)\nexit 3\n',
    )
    await replaceIn(isvDir, 'isv.yaml', /scripts: \[.*\]/, 'scripts: []')
    const { exitCode, output, left } = await mustGather(testIt('--cluster=embedded'))
    expect(exitCode).toBe(1)
    expect(output).toContain('ended with exit code 3')
    expect(left).toEqual([])
  })

  test('a gather that never ends: exit code 1, nothing left', async () => {
    await replaceIn(
      isvDir,
      'must-gather/collection-scripts/gather',
      'begin_gather\n',
      'begin_gather\ntrap "" TERM\nsleep 1000\n',
    )
    await replaceIn(isvDir, 'isv.yaml', 'timeout: 10m', 'timeout: 3s')
    await replaceIn(isvDir, 'isv.yaml', /scripts: \[.*\]/, 'scripts: []')
    const { exitCode, output, left } = await mustGather(testIt('--cluster=embedded'))
    expect(output).toContain('MG-RUN-002')
    expect(exitCode).toBe(1)
    expect(left).toEqual([])
  })

  test('a run that is over its --timeout: exit code 4, nothing left', async () => {
    await replaceIn(
      isvDir,
      'must-gather/collection-scripts/gather',
      'begin_gather\n',
      'begin_gather\nsleep 1000\n',
    )
    const { exitCode, output, left } = await mustGather(testIt('--cluster=embedded', '--timeout=12s'))
    expect(output).toContain('--timeout')
    expect(exitCode).toBe(4)
    expect(left).toEqual([])
  })

  const phases = [
    'cluster',
    'preflight',
    'images',
    'install',
    'ready',
    'samples',
    'canaries',
    'gather',
    'again',
    'scripts',
    'since',
    'functests',
    'clean-up',
  ]
  test.each(phases)(
    'Ctrl-C in phase %s: exit code 130, a capture that can be read, nothing left',
    async (phase) => {
      const kill = { signal: 'SIGINT' as const, when: new RegExp(`^${phase}: started`, 'm') }
      const { exitCode, output, left } = await mustGather(testIt('--cluster=embedded'), { kill })
      expect(output).toContain('Interrupted')
      expect(exitCode).toBe(130)
      expect(left).toEqual([])
      const report = await judgeBy(isvDir, capture())
      // Whoever interrupts the clean-up has the whole capture already.
      expect(report.subject.state).toBe(phase === 'clean-up' ? 'complete' : 'partial')
      expect(report.exitCode).toBe(phase === 'clean-up' ? 0 : 130)
    },
  )

  test('kill -9 in the middle of the gather: a capture that can be read, nothing left', async () => {
    const kill = { signal: 'SIGKILL' as const, when: /^gather: started/m }
    const { exitCode, left } = await mustGather(testIt('--cluster=embedded'), { kill })
    expect(exitCode).toBeNull()
    expect(left).toEqual([])
    const report = await judgeBy(isvDir, capture())
    expect(report.subject.state).toBe('partial')
    expect(report.verdict).not.toBe('pass')
  })
})
