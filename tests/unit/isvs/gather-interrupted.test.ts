import { cp, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eventually, filesOf, logOf, script, scriptsDir, start, statusOf, tempDir } from './gather-run.js'

/** A command that says on disk that it runs, and its process id, then waits for its end. */
const endless = `sh -c 'echo half; echo $$ >"$1"; exec sleep 300' sh "$FOLDER/pid"`

const gone = (pid: number) => {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

async function pids(dir: string): Promise<number[]> {
  const names = (await readdir(dir)).filter((name) => name.startsWith('pid'))
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')))
  return texts.filter((text) => text.endsWith('\n')).map(Number)
}

const finished = async (output: string, count: number) => (await logOf(output)).length >= count

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('%s ends what runs, logs it, and starts nothing more', async (signal, exitCode) => {
  const dir = await tempDir()
  const output = join(dir, 'out')
  const path = await script(
    dir,
    `for i in 1 2 3; do parallel run_to "done/$i.txt" echo $i; done
     wait_all
     parallel run_to side.yaml ${endless}.side
     run_to main.yaml ${endless}.main
     run_to never.yaml echo never`,
  )
  const running = start(path, output)
  await eventually(async () => (await pids(dir)).length === 2)
  running.kill(signal)
  const result = await running
  expect(result.exitCode).toBe(exitCode)
  const lines = await logOf(output)
  expect(lines.filter((line) => line.get('rc') === '0')).toHaveLength(3)
  expect(lines.filter((line) => line.get('rc') === '143')).toHaveLength(2)
  expect(lines).toHaveLength(5)
  expect(await filesOf(output)).toEqual([
    'done/1.txt',
    'done/2.txt',
    'done/3.txt',
    'gather-debug.log',
    'status.json',
    'version',
  ])
  expect(await statusOf(output)).toMatchObject({ interrupted: true, overallStatus: 'degraded' })
  expect((await statusOf(output)).collectors).toHaveLength(5)
  await eventually(async () => (await pids(dir)).every(gone))
})

test('SIGTERM in the middle of fifty commands loses none that had begun', async () => {
  const dir = await tempDir()
  const output = join(dir, 'out')
  const path = await script(
    dir,
    `mkdir "$FOLDER/begun"
     for i in $(seq 50); do
       parallel run_to "p/$i.txt" sh -c 'touch "$1/$2"; sleep 0.03; echo done' sh "$FOLDER/begun" "$i"
     done`,
  )
  const running = start(path, output)
  await eventually(() => finished(output, 12))
  running.kill('SIGTERM')
  expect((await running).exitCode).toBe(143)
  const logged = (await logOf(output)).map((line) => line.get('cmd')?.split(' ').at(-1))
  const begun = await filesOf(join(dir, 'begun'))
  expect(begun.length).toBeLessThan(50)
  expect(logged).toEqual(expect.arrayContaining(begun))
  expect(new Set(logged).size).toBe(logged.length)
  const claimed = (await logOf(output)).flatMap((line) => line.get('out') ?? [])
  expect((await filesOf(output)).filter((file) => file.startsWith('p/'))).toEqual(claimed.sort())
})

test('a command that ignores SIGTERM is killed', async () => {
  const dir = await tempDir()
  const output = join(dir, 'out')
  const stubborn = `bash -c 'trap "" TERM; echo $$ >"$1"; while :; do sleep 0.1; done' sh "$FOLDER/pid"`
  const running = start(await script(dir, `run_to ok.txt echo ok; run_to x.txt ${stubborn}`), output)
  await eventually(async () => (await pids(dir)).length === 1)
  running.kill('SIGTERM')
  expect((await running).exitCode).toBe(143)
  expect((await logOf(output)).map((line) => line.get('rc'))).toEqual(['0', '137'])
  await eventually(async () => (await pids(dir)).every(gone))
}, 20_000)

test('SIGKILL leaves the lines of what was done, and word that it was interrupted', async () => {
  const dir = await tempDir()
  const output = join(dir, 'out')
  const path = await script(
    dir,
    `for i in $(seq 10); do parallel run_to "$i.txt" echo $i; done
     wait_all
     run_to main.yaml ${endless}`,
  )
  const running = start(path, output, { GATHER_COMMAND_TIMEOUT: '20' })
  await eventually(async () => (await pids(dir)).length === 1)
  running.kill('SIGKILL')
  await running.catch(() => undefined)
  for (const pid of await pids(dir)) process.kill(pid)
  expect(await logOf(output)).toHaveLength(10)
  expect(await statusOf(output)).toMatchObject({ interrupted: true })
})

test('a signal reaches the scripts that a gather runs', async () => {
  const dir = await tempDir()
  const output = join(dir, 'out')
  await cp(scriptsDir, join(dir, 'scripts'), { recursive: true })
  const here = '. "$(dirname "$0")/gather-lib.sh"; begin_gather;'
  const files = {
    gather: `${here} run_script gather_one; run_script gather_two; end_gather`,
    gather_one: `${here} run_to one.txt echo one; run_to two.txt ${endless.replace('$FOLDER', dir)}; end_gather`,
    gather_two: `${here} run_to three.txt echo three; end_gather`,
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(dir, 'scripts', name), `#!/bin/bash\n${text}\n`, { mode: 0o755 })
  }
  const running = start(join(dir, 'scripts/gather'), output)
  await eventually(async () => (await pids(dir)).length === 1)
  running.kill('SIGTERM')
  expect((await running).exitCode).toBe(143)
  const lines = await logOf(output)
  expect(lines.map((line) => [line.get('script'), line.get('rc')])).toEqual([
    ['gather_one', '0'],
    ['gather_one', '143'],
  ])
  expect(await statusOf(output)).toMatchObject({ interrupted: true })
  expect((await statusOf(output)).collectors).toHaveLength(2)
})

test('a script that cannot run has a line of its own', async () => {
  const dir = await tempDir()
  const output = join(dir, 'out')
  const result = await start(await script(dir, 'run_to ok.txt echo ok; run_script gather_nowhere'), output)
  expect(result.exitCode).toBe(0)
  const line = (await logOf(output))[1]
  expect([line?.get('cmd'), line?.get('rc')]).toEqual(['gather_nowhere', '127'])
  expect(line?.get('err')).toContain('No such file or directory')
})
