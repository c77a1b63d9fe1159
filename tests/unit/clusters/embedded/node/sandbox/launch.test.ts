import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launch, toolPath } from '../../../../../../src/clusters/embedded/node/sandbox/launch.js'
import {
  startScript,
  superviseScript,
} from '../../../../../../src/clusters/embedded/node/sandbox/set-up-script.js'

let directory: string
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'launch-'))))
afterEach(() => rmSync(directory, { recursive: true }))

/** Sets up in a process of its own, which does not end with the one that it was started by. */
const program = (report: string) => `
sh -c '${report} while :; do sleep 0.1; done' "$MARK" &
until [ -e "$GO" ]; do sleep 0.01; done
printf "start\\n" >&3
wait`

function start(report: string, signal: AbortSignal) {
  const env = { PATH: toolPath, MARK: directory, GO: join(directory, 'go') }
  return launch({ argv: ['sh', '-c', program(report)], env, directory, stdin: false }, signal)
}

const processes = () => readdirSync('/proc').filter((id) => commandLine(id).includes(directory))

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

describe.skipIf(process.platform !== 'linux')('launch', () => {
  it('ends all that had started when it is aborted', async () => {
    const stop = new AbortController()
    const starting = start('', stop.signal)
    await expect.poll(processes).toHaveLength(1)
    stop.abort(new Error('enough'))
    await expect(starting).rejects.toThrow('enough')
    await expect.poll(processes).toEqual([])
  })

  it('ends all that had started when the report is an error', async () => {
    await expect(start('printf "error no overlay\\n" >&3;', new AbortController().signal)).rejects.toThrow(
      'no overlay',
    )
    await expect.poll(processes).toEqual([])
  })

  it('leaves alone what a command that runs has started', async () => {
    writeFileSync(join(directory, 'go'), '')
    const stop = new AbortController()
    const running = await start('', stop.signal)
    stop.abort(new Error('enough'))
    running.kill('SIGKILL')
    expect(await running.exited).toEqual({ code: 137 })
    const [left] = processes()
    expect(left).toBeDefined()
    process.kill(Number(left), 'SIGKILL')
  })
})

describe.skipIf(process.platform !== 'linux')('the scripts', () => {
  const run = (script: string, env: Record<string, string>) =>
    spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: toolPath, ...env } })

  it('start nothing for who is gone', () => {
    expect(run(superviseScript, { STARTED_BY: '1', SET_UP: 'echo ran' })).toMatchObject({
      stdout: '',
      status: 125,
    })
    const here = String(process.pid)
    expect(run(superviseScript, { STARTED_BY: here, SET_UP: 'echo ran' })).toMatchObject({
      stdout: 'ran\n',
      status: 0,
    })
  })

  it('set nothing up for a supervisor that is gone', () => {
    expect(run(`exec 3>&1 4>&1; ${startScript}`, { SUPERVISOR: '1' })).toMatchObject({
      stdout: '',
      status: 125,
    })
    expect(run(`exec 3>&1 4>&1; ${startScript}`, { SUPERVISOR: String(process.pid) }).stdout).toMatch(
      /^pid \d+$/m,
    )
  })
})
