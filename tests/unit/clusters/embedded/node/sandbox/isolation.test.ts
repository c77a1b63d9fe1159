import { spawn } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { namespaceIsolation } from '../../../../../../src/clusters/embedded/node/sandbox/namespaces.js'
import { noIsolation } from '../../../../../../src/clusters/embedded/node/sandbox/none/isolation.js'
import { probeIsolation } from '../../../../../../src/clusters/embedded/node/sandbox/probe.js'
import type {
  ContainerSpec,
  Isolation,
  RunningProcess,
} from '../../../../../../src/clusters/embedded/node/sandbox/types.js'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-'))
  for (const folder of ['image/usr/bin', 'image/opt-app', 'volume'])
    mkdirSync(join(directory, folder), { recursive: true })
})
afterEach(() => rmSync(directory, { recursive: true }))

const signal = new AbortController().signal

function spec(command: string[], more: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    ...{ id: 'test', directory, hostname: 'pod-1', image: join(directory, 'image'), workdir: '/opt-app' },
    mounts: [{ source: join(directory, 'volume'), target: '/must-gather', readOnly: false }],
    env: { PATH: '/usr/bin:/bin', 'dotted.name': `a "b" $c 'd'` },
    command,
    ...more,
  }
}

async function outcome(running: RunningProcess) {
  const [stdout, stderr, exit] = await Promise.all([
    text(running.stdout),
    text(running.stderr),
    running.exited,
  ])
  return { stdout, stderr, code: exit.code }
}

function script(path: string, content: string): void {
  writeFileSync(join(directory, 'image', path), `#!/bin/bash\n${content}\n`, { mode: 0o755 })
}

/** What a container has to be whichever way it is kept apart. */
function behavesAsContainer(make: () => Isolation): void {
  let isolation: Isolation
  beforeEach(() => (isolation = make()))
  afterEach(() => isolation.close())

  it('runs a command of the image, writes its volume, gives its exit code', async () => {
    script(
      'usr/bin/isv-test-gather',
      'pwd; echo data >/must-gather/file; echo "to stderr" >/dev/stderr; printenv dotted.name; exit 3',
    )
    const result = await outcome(await isolation.start(spec(['isv-test-gather']), signal))
    expect(result).toEqual({ stdout: `/opt-app\na "b" $c 'd'\n`, stderr: 'to stderr\n', code: 3 })
    expect(readFileSync(join(directory, 'volume/file'), 'utf8')).toBe('data\n')
  })

  it.each([
    [['isv-no-such'], 'exec: "isv-no-such": executable file not found in $PATH'],
    [['/no/such'], 'exec: "/no/such": stat /no/such: no such file or directory'],
    [['/etc/passwd'], 'exec: "/etc/passwd": permission denied'],
  ])('says that it cannot run %j', async (command, message) => {
    await expect(isolation.start(spec(command), signal)).rejects.toThrow(message)
  })

  it('runs further commands in it, with input, and ends them with it', async () => {
    const container = await isolation.start(spec(['sleep', '1000']), signal)
    writeFileSync(join(directory, 'volume/here'), '')
    const command = ['sh', '-c', 'cat; ls; exit 7']
    const cat = await container.exec({ ...spec(command), workdir: '/must-gather' }, { stdin: true }, signal)
    cat.stdin?.end('input\n')
    expect(await outcome(cat)).toEqual({ stdout: 'input\nhere\n', stderr: '', code: 7 })
    const left = await container.exec(spec(['sleep', '1000']), { stdin: false }, signal)
    container.kill('SIGKILL')
    expect(await container.exited).toEqual({ code: 137 })
    expect((await left.exited).code).not.toBe(0)
  })

  it('ends when its start is aborted', async () => {
    const stop = new AbortController()
    const starting = isolation.start(spec(['sleep', '1000']), stop.signal)
    stop.abort(new Error('enough'))
    await expect(starting).rejects.toThrow('enough')
  })

  it('lets it handle SIGTERM', async () => {
    const container = await isolation.start(
      spec(['bash', '-c', 'trap "echo bye; exit 5" TERM; echo up; while :; do sleep 0.05; done']),
      signal,
    )
    container.stdout.once('data', () => container.kill('SIGTERM'))
    expect((await outcome(container)).code).toBe(5)
  })

  it('leaves no process behind, not even one that has left its group', async () => {
    const mark = `isv-test-${process.pid}-${Math.random()}`
    const container = await isolation.start(
      spec(['bash', '-c', `setsid sh -c 'sleep 1000; : ${mark}' & echo up; sleep 1000`]),
      signal,
    )
    container.stdout.once('data', () => container.kill('SIGKILL'))
    await outcome(container)
    await expect.poll(() => processesWith(mark)).toEqual([])
  })
}

function processesWith(mark: string): string[] {
  return readdirSync('/proc').filter((id) => /^\d+$/.test(id) && commandLine(id).includes(mark))
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Why this machine cannot run the tests; asked by trying. */
async function refusal(make: (folder: string) => Isolation): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-probe-'))
  try {
    const isolation = make(folder)
    await probeIsolation(isolation, folder, signal)
    await isolation.close()
    return undefined
  } catch (error) {
    return String(error)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const uid = process.getuid?.() ?? 0
const namespaces = () => namespaceIsolation(uid)
const refused = await refusal(namespaces)

describe.skipIf(refused)('namespaces', () => {
  behavesAsContainer(namespaces)

  it('shows of the host what a container needs, and lets it write without harm', async () => {
    script(
      'usr/bin/look',
      'ls /; id -u; hostname; ls /proc | grep -c "^[0-9]"; touch /usr/written /etc/written /var/written /opt-app/x /new && echo writable',
    )
    const { stdout } = await outcome(await namespaces().start(spec(['look']), signal))
    const lines = stdout.trim().split('\n')
    expect(lines).toEqual(
      expect.arrayContaining(['usr', 'etc', 'must-gather', 'opt-app', '0', 'pod-1', 'writable']),
    )
    expect(lines).not.toContain('boot')
    expect(existsSync('/usr/written') || existsSync('/etc/written') || existsSync('/new')).toBe(false)
  })

  it('keeps a read-only volume read-only', async () => {
    const mounts = [{ source: join(directory, 'volume'), target: '/var/run/secrets/x', readOnly: true }]
    const result = await outcome(
      await namespaces().start(spec(['touch', '/run/secrets/x/file'], { mounts }), signal),
    )
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Read-only file system') as string,
    })
  })

  it.skipIf(uid !== 0)('runs as the user that is asked for', async () => {
    const user = { uid: 1234, gid: 4321 }
    const result = await outcome(
      await namespaces().start(spec(['sh', '-c', 'id -u; id -g; echo x >/dev/stderr'], { user }), signal),
    )
    expect(result).toEqual({ stdout: '1234\n4321\n', stderr: 'x\n', code: 0 })
  })

  it.skipIf(uid !== 0)('works for an ordinary user', async () => {
    writeFileSync(join(directory, 'tool'), '#!/bin/sh\necho tool', { mode: 0o755 })
    const mounts = [
      { source: join(directory, 'volume'), target: '/must-gather', readOnly: false },
      { source: join(directory, 'tool'), target: '/usr/local/bin/isv-tool', readOnly: true },
      { source: join(directory, 'volume'), target: '/etc/ssl/isv', readOnly: true },
    ]
    const script = 'id -u; /usr/local/bin/isv-tool; touch /usr/x /must-gather/x && ls /etc/ssl/isv'
    const more = { mounts, workdir: '/opt/isv/work' }
    const result = await runAs(65534, 'namespaces', ['sh', '-c', script], more)
    expect(result).toEqual({ output: '0\ntool\nx\n', code: 0 })
  })

  it('takes its container with it when it is killed', async () => {
    const mark = `isv-test-${process.pid}-${Math.random()}`
    const child = spawnScript(uid, 'namespaces', ['sh', '-c', `echo up; sleep 1000; : ${mark}`])
    child.stdout.once('data', () => child.kill('SIGKILL'))
    await new Promise((resolve) => child.once('exit', resolve))
    await expect.poll(() => processesWith(mark)).toEqual([])
  })
})

const noneRefused = uid === 0 ? await refusal((folder) => noIsolation({ uid, folder })) : 'not root'

describe.skipIf(noneRefused)('none', () => {
  behavesAsContainer(() => noIsolation({ uid, folder: join(directory, 'none') }))

  it('refuses to replace what is there, and takes back what it has laid', async () => {
    script('usr/bin/isv-test-tool', 'true')
    script('usr/bin/env', 'true')
    const isolation = noIsolation({ uid, folder: join(directory, 'none') })
    await expect(isolation.start(spec(['isv-test-tool']), signal)).rejects.toThrow(
      '/usr/bin/env exists on this machine',
    )
    await isolation.close()
    expect(existsSync('/usr/bin/isv-test-tool')).toBe(false)
    expect(existsSync('/usr/bin/env')).toBe(true)
  })

  it('waits until another container has left a place that it needs', async () => {
    const isolation = noIsolation({ uid, folder: join(directory, 'none') })
    const first = await isolation.start(spec(['sleep', '1000']), signal)
    mkdirSync(join(directory, 'other'))
    const mounts = [{ source: join(directory, 'other'), target: '/must-gather', readOnly: false }]
    const second = isolation.start(spec(['sh', '-c', 'echo x >/must-gather/mine'], { mounts }), signal)
    first.kill('SIGKILL')
    await outcome(await second)
    expect(existsSync(join(directory, 'other/mine'))).toBe(true)
    expect(existsSync(join(directory, 'volume/mine'))).toBe(false)
    await isolation.close()
  })

  it('takes its files and processes away when it is killed', async () => {
    script('usr/bin/isv-test-tool', 'true')
    const mark = `isv-test-${process.pid}-${Math.random()}`
    const child = spawnScript(uid, 'none', [
      'sh',
      '-c',
      `setsid sh -c 'sleep 1000; : ${mark}' & echo up; sleep 1000`,
    ])
    child.stdout.once('data', () => child.kill('SIGKILL'))
    await new Promise((resolve) => child.once('exit', resolve))
    await expect.poll(() => processesWith(mark), { timeout: 10_000 }).toEqual([])
    await expect
      .poll(() => ['/usr/bin/isv-test-tool', '/opt-app', '/must-gather'].filter((path) => existsSync(path)), {
        timeout: 10_000,
      })
      .toEqual([])
  })
})

/** A process of its own that runs one container, built into one file so that any user can read it. */
function spawnScript(user: number, isolation: string, command: string[], more: Partial<ContainerSpec> = {}) {
  const bundle = join(directory, 'run-container.mjs')
  const entry = fileURLToPath(new URL('./run-container.ts', import.meta.url))
  buildSync({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  for (const folder of [directory, join(directory, 'volume')]) chownSync(folder, user, user)
  return spawn(process.execPath, [bundle, isolation, JSON.stringify(spec(command, more))], {
    ...{ uid: user, gid: user, cwd: '/', env: {} },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function runAs(
  user: number,
  isolation: string,
  command: string[],
  more: Partial<ContainerSpec> = {},
): Promise<{ output: string; code: number | null }> {
  const child = spawnScript(user, isolation, command, more)
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { output: await text(child.stdout), code: await code }
}
