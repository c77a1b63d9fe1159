import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { tempFolder } from '../../support/temp-folder.js'
import { gatherInto, values } from '../redact/gathered.js'

const run = (...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', ...args], {
    reject: false,
    timeout: 60_000,
  })
const timeout = 120_000

function clean(): string {
  const folder = tempFolder()
  writeFileSync(join(folder, 'version'), 'acme\n1.2.3\n')
  return folder
}

describe('must-gather redact', { timeout }, () => {
  test('writes a copy in which must-gather secrets finds nothing, and says what was done', async () => {
    const dir = tempFolder()
    const out = join(dir, 'copy')
    const source = await gatherInto(join(dir, 'gathered'))
    const { stdout, stderr, exitCode } = await run('redact', source, '--out', out)
    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/Replaced by markers \(\d+\)\n/)
    expect(stdout).toMatch(/Left out of the copy \(3\)\n/)
    expect(stdout).toContain('packed.zip: it is a zip archive, which is not looked into')
    expect(stdout).toContain('A scan of the copy found no secret.')
    for (const value of Object.values(values).slice(0, 4))
      expect(stdout.includes(value.slice(0, 8))).toBe(false)
    expect(existsSync(`${out}.partial`)).toBe(false)
    expect((await run('secrets', source)).exitCode).not.toBe(0)
    expect((await run('secrets', out)).exitCode).toBe(0)
  })

  test('says the same in JSON', async () => {
    const dir = tempFolder()
    const source = await gatherInto(join(dir, 'gathered'))
    const { stdout, exitCode } = await run('redact', source, '--out', join(dir, 'copy.tgz'), '--output=json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      clean: true,
      path: join(dir, 'copy.tgz'),
      proof: { findings: [] },
    })
  })

  test('without a salt the markers cannot be found by guessing: they are others each time', async () => {
    const dir = tempFolder()
    mkdirSync(join(dir, 'gathered'))
    writeFileSync(join(dir, 'gathered/x.log'), `token ${values.token} end\n`)
    const marker = async (name: string) => {
      await run('redact', join(dir, 'gathered'), '--out', join(dir, name))
      return readFileSync(join(dir, name, 'x.log'), 'utf8')
    }
    const [first, second] = [await marker('a'), await marker('b')]
    expect(first).toMatch(/^token <redacted:gitlab-personal\/[0-9a-f]{12}> end\n$/)
    expect(second).not.toBe(first)
  })

  test('writes over nothing, and not into what it copies', async () => {
    const folder = clean()
    const taken = await run('redact', folder, '--out', tempFolder())
    expect(taken).toMatchObject({ exitCode: 2, stdout: '' })
    expect(taken.stderr).toContain('is there already')
    const inside = await run('redact', folder, '--out', join(folder, 'copy'))
    expect(inside.exitCode).toBe(2)
    expect(inside.stderr).toContain('would lie inside')
    expect(existsSync(join(folder, 'copy.partial'))).toBe(false)
    const nowhere = await run('redact', folder, '--out', join(folder, 'none/of/this'))
    expect(nowhere.exitCode).toBe(2)
    expect((await run('redact', folder)).exitCode).toBe(2)
    expect((await run('redact', join(folder, 'none'), '--out', `${folder}.copy`)).exitCode).toBe(2)
  })

  test('a copy of what cannot be read as a whole is one of a part: 3', async () => {
    const folder = clean()
    writeFileSync(join(folder, 'cut.log.gz'), gzipSync('a line\n'.repeat(1000)).subarray(0, 30))
    const out = join(tempFolder(), 'copy')
    const { exitCode, stdout } = await run('redact', folder, '--out', out)
    expect(exitCode).toBe(3)
    expect(stdout).toContain('cut.log.gz!/cut.log: the gzip data ends early')
    expect(statSync(join(out, 'version')).isFile()).toBe(true)
  })
})
