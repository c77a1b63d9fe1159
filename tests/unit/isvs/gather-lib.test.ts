import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesOf, logOf, script, start, statusOf, tempDir } from './gather-run.js'

async function run(body: string, env: Record<string, string> = {}) {
  const dir = await tempDir()
  const output = join(dir, 'out')
  const result = await start(await script(dir, body), output, env)
  return { result, output, read: (path: string) => readFile(join(output, path), 'utf8') }
}

const selfMade = ['gather-debug.log', 'status.json', 'version']

describe('run_to', () => {
  test('writes what the command printed, its line and its collector', async () => {
    const { result, output, read } = await run(`run_to a/b/c.yaml printf 'kind: X\\n'`)
    expect(result.exitCode).toBe(0)
    expect(await read('a/b/c.yaml')).toBe('kind: X\n')
    const [line, ...more] = await logOf(output)
    expect(more).toEqual([])
    expect([...(line?.keys() ?? [])]).toEqual(['ts', 'cmd', 'rc', 'duration', 'out', 'script'])
    expect(line?.get('ts')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(line?.get('duration')).toMatch(/^\d+\.\d{3}s$/)
    expect(line?.get('out')).toBe('a/b/c.yaml')
    const status = await statusOf(output)
    expect(status).toMatchObject({
      schemaVersion: 1,
      mustGatherVersion: '1.2.3.0',
      interrupted: false,
      overallStatus: 'success',
      startedAt: line?.get('ts'),
    })
    expect(status.collectors).toMatchObject([{ status: 'success', exitCode: 0, artifacts: ['a/b/c.yaml'] }])
  })

  test('writes nothing of a command that failed, and says why', async () => {
    const { result, output } = await run(`
      run_to ok.txt echo fine
      run_to half.yaml sh -c 'echo half; echo "Error from server (NotFound)" >&2; exit 3'`)
    expect(result.exitCode).toBe(0)
    expect(await filesOf(output)).toEqual([...selfMade, 'ok.txt'].sort())
    const line = (await logOf(output))[1]
    expect(line?.get('rc')).toBe('3')
    expect(line?.get('err')).toBe('Error from server (NotFound)')
    expect(line?.has('out')).toBe(false)
    const status = await statusOf(output)
    expect(status.overallStatus).toBe('degraded')
    expect(status.collectors[1]).toMatchObject({
      status: 'error',
      exitCode: 3,
      messages: [{ severity: 'error', code: 'exit-3', message: 'Error from server (NotFound)' }],
      artifacts: [],
    })
    expect(result.stdout).toContain('failed: ts=')
  })

  test('makes no empty file, except of a log', async () => {
    const { output } = await run(`
      run_to empty.yaml true
      run_log_to logs/current.log true`)
    expect(await filesOf(output)).toEqual([...selfMade, 'logs/current.log'].sort())
    expect((await logOf(output)).map((line) => line.get('out'))).toEqual([undefined, 'logs/current.log'])
  })

  test.each([
    ['quotes', `"a \\"b\\" 'c'"`, `printf %s 'a "b" '\\''c'\\'''`],
    ['backslashes', `'a\\b\\\\c'`, `printf %s 'a\\b\\\\c'`],
    ['a line break', `$'a\\nb'`, `printf %s 'a\nb'`],
    ['an ampersand', `'a & b'`, `printf %s 'a & b'`],
    ['an empty argument', `''`, `printf %s ''`],
    ['a control character', `$'a\\x01b'`, `printf %s 'a?b'`],
    ['a star', `'*'`, `printf %s '*'`],
  ])('quotes %s so that a reader gets it back', async (_, argument, expected) => {
    const { output } = await run(`run_to out.txt printf %s ${argument}`)
    expect((await logOf(output))[0]?.get('cmd')).toBe(expected)
    expect((await statusOf(output)).collectors[0]?.name).toBe(`gather_test: ${expected}`)
  })

  test('keeps a line below a page, however much the command says', async () => {
    const { output, read } = await run(`
      long=$(printf '"%.0s' $(seq 5000))
      run_to ok.txt true
      run_to out.txt sh -c 'echo "$1" >&2; exit 1' sh "$long"`)
    const text = await read('gather-debug.log')
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(4096)
    expect(await logOf(output)).toHaveLength(2)
    expect((await statusOf(output)).collectors).toHaveLength(2)
  })

  test('ends a command at its deadline', async () => {
    const { output } = await run(`run_to slow.txt sleep 60`, { GATHER_COMMAND_TIMEOUT: '1' })
    const [line] = await logOf(output)
    expect(line?.get('rc')).toBe('124')
    expect(line?.get('err')).toContain('not done within 1s')
  })

  test('says 127 of a command that is not there', async () => {
    const { output } = await run(`run_to x.txt no-such-command-at-all`)
    expect((await logOf(output))[0]?.get('rc')).toBe('127')
  })
})

test('ask gives the output to a variable and claims no file', async () => {
  const { output, result } = await run(`
    ask answer_given printf 'one\\ntwo\\n'
    ask nothing_given false || echo "failed too"
    echo "[$answer_given][$nothing_given]"`)
  expect(result.stdout).toContain('[one\ntwo][]')
  expect(result.stdout).toContain('failed too')
  expect((await logOf(output)).map((line) => [line.get('rc'), line.get('out')])).toEqual([
    ['0', undefined],
    ['1', undefined],
  ])
})

describe('parallel', () => {
  test('loses no line of fifty commands, and keeps to its bound', async () => {
    const { output, read } = await run(
      `mkdir "$FOLDER/running"
      for i in $(seq 50); do
        parallel run_to "p/$i.txt" sh -c 'touch "$1/$2"; ls "$1" | wc -l; sleep 0.05; rm "$1/$2"' sh "$FOLDER/running" "$i"
      done`,
      { GATHER_JOBS: '5' },
    )
    const lines = await logOf(output)
    const outputs = lines.map((line) => line.get('out')).sort()
    expect(outputs).toEqual(Array.from({ length: 50 }, (_, index) => `p/${index + 1}.txt`).sort())
    const beside = await Promise.all(outputs.map(async (path) => Number(await read(path ?? ''))))
    expect(Math.max(...beside)).toBeLessThanOrEqual(5)
    expect(Math.max(...beside)).toBeGreaterThan(1)
    const status = await statusOf(output)
    expect(status.collectors.map(({ artifacts }) => artifacts[0]).sort()).toEqual(outputs)
    expect(status.overallStatus).toBe('success')
  })

  test('keeps the failures apart from the rest', async () => {
    const { output, result } = await run(`
      for i in 0 1 2 3 4; do parallel run_to "$i.txt" sh -c 'echo $1; exit $(($1 % 2))' sh $i; done`)
    expect(result.exitCode).toBe(0)
    expect((await filesOf(output)).filter((path) => path.endsWith('.txt'))).toEqual([
      '0.txt',
      '2.txt',
      '4.txt',
    ])
    expect((await logOf(output)).filter((line) => line.get('rc') === '1')).toHaveLength(2)
  })
})

describe('the gather as a whole', () => {
  test('writes the version and leaves nothing of its own work', async () => {
    const { read, output } = await run(`run_to a.txt echo a`, {})
    expect(await read('version')).toBe('unknown\n1.2.3.0\n')
    expect(await filesOf(output)).toEqual(['a.txt', ...selfMade])
  })

  test('fails where no command succeeded', async () => {
    const { result, output } = await run(`run_to a.txt false; run_to b.txt false`)
    expect(result.exitCode).toBe(1)
    expect(result.stderr).toContain('no command succeeded')
    expect((await statusOf(output)).overallStatus).toBe('error')
  })

  test('dates the end of a command across the end of a leap February', async () => {
    const { result } = await run(`
      to_ms ms 2028-02-29T23:59:59.999Z; iso text $((ms + 2)); echo "$text"
      to_ms ms 1970-01-01T00:00:00.000Z; echo "$ms"
      to_ms ms 2026-12-31T23:59:59.500Z; iso text $((ms + 1500)); echo "$text"
      run_to a.txt true`)
    expect(result.stdout.split('\n').slice(1, 4)).toEqual([
      '2028-03-01T00:00:00.001Z',
      '0',
      '2027-01-01T00:00:01.000Z',
    ])
  })

  test('adds to the log of an earlier run in the same folder', async () => {
    const dir = await tempDir()
    const output = join(dir, 'out')
    await start(await script(dir, 'run_to a.txt echo a', 'gather_a'), output)
    await start(await script(dir, 'run_to b.txt echo b', 'gather_b'), output)
    expect((await logOf(output)).map((line) => line.get('script'))).toEqual(['gather_a', 'gather_b'])
    expect((await statusOf(output)).collectors).toHaveLength(2)
  })
})
