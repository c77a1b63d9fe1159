import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { secretText } from '../../support/placeholders.js'
import { tempFolder } from '../../support/temp-folder.js'
import { tgzOf } from '../capture/archives.js'

const run = (...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', 'secrets', ...args], {
    reject: false,
    timeout: 60_000,
  })
const timeout = 90_000

const token = secretText('gitlab-personal')
const value = token.split(' ').at(-1) ?? ''

function gathered(): string {
  const folder = join(tempFolder(), 'gathered')
  mkdirSync(join(folder, 'pods'), { recursive: true })
  writeFileSync(join(folder, 'version'), 'acme\n1.2.3\n')
  writeFileSync(join(folder, 'pods/a b.log'), `start\n${token}\nend\n${token}\n`)
  writeFileSync(join(folder, 'pods/old.log.gz'), gzipSync(`${token}\n`))
  return folder
}

function clean(): string {
  const folder = tempFolder()
  writeFileSync(join(folder, 'version'), 'acme\n1.2.3\n')
  return folder
}

describe('must-gather secrets', { timeout }, () => {
  test('names each secret with its places, and never its value', async () => {
    const { stdout, stderr, exitCode } = await run(gathered())
    expect(exitCode).toBe(1)
    expect(stderr).toBe('')
    expect(stdout).toContain('  pods/a b.log:2\n  pods/a b.log:4\n  pods/old.log.gz!/old.log:1\n')
    expect(stdout).toMatch(/MG-SEC-003 gitlab-personal, fingerprint [0-9a-f]{24}\n/)
    expect(stdout).toContain('1 secret found in 4 files')
    expect(stdout.includes(value)).toBe(false)
  })

  test('says the same of a folder, of its .tar.gz, and in JSON', async () => {
    const folder = gathered()
    const archive = join(tempFolder(), 'x.tar.gz')
    const members = ['version', 'pods/a b.log', 'pods/old.log.gz'].map((name) => ({
      name,
      body: readFileSync(join(folder, name)),
    }))
    writeFileSync(archive, await tgzOf(members))
    const [ofFolder, ofArchive] = await Promise.all([
      run(folder, '--output=json'),
      run(archive, '--output=json'),
    ])
    expect(ofArchive.exitCode).toBe(1)
    const scan = JSON.parse(ofFolder.stdout) as { findings: unknown[] }
    expect(scan).toMatchObject({ clean: false, files: 4, unproven: [], problems: [] })
    expect((JSON.parse(ofArchive.stdout) as typeof scan).findings).toEqual(scan.findings)
  })

  test('fingerprints are made under the salt', async () => {
    const folder = gathered()
    const fingerprint = async (...args: string[]) =>
      /fingerprint (\w+)/.exec((await run(folder, ...args)).stdout)?.[1]
    const salted = await fingerprint('--salt=a')
    expect(salted).toBe(await fingerprint('--salt=a'))
    expect(salted).not.toBe(await fingerprint())
  })

  test('SARIF is valid by its schema, and its paths are URIs', async () => {
    const { stdout, exitCode } = await run(gathered(), '--output=sarif')
    expect(exitCode).toBe(1)
    const log = JSON.parse(stdout) as { runs: { results: { locations: unknown[] }[] }[] }
    const validate = sarifValidator()
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...log, runs: [{ results: log.runs[0]?.results }] })).toBe(false)
    expect(log.runs[0]?.results).toMatchObject([
      {
        ruleId: 'gitlab-personal',
        level: 'error',
        occurrenceCount: 3,
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'pods/a%20b.log', uriBaseId: 'CAPTURE' },
              region: { startLine: 2 },
            },
          },
        ],
      },
    ])
    expect(stdout.includes(value)).toBe(false)
  })

  test('a clean folder is 0; what cannot be read in part is 3, also where a secret was found', async () => {
    expect(await run(clean())).toMatchObject({ exitCode: 0 })
    const folder = gathered()
    writeFileSync(join(folder, 'pods/cut.log.gz'), gzipSync('a line\n'.repeat(1000)).subarray(0, 30))
    const cut = await run(folder)
    expect(cut.exitCode).toBe(3)
    expect(cut.stdout).toMatch(/Not read \(1\)\n {2}pods\/cut\.log\.gz!?.*: the gzip data ends early/)
    const packed = clean()
    writeFileSync(join(packed, 'x.zip'), 'PK\x03\x04 and so on')
    const otherwise = await run(packed, '--output=sarif')
    expect(otherwise.exitCode).toBe(3)
    const validate = sarifValidator()
    expect(validate(JSON.parse(otherwise.stdout)), JSON.stringify(validate.errors)).toBe(true)
    expect(otherwise.stdout).toContain('"executionSuccessful": false')
  })

  test('nothing to look at is no pass', async () => {
    expect((await run(tempFolder())).exitCode).toBe(3)
  })

  test('what is not there, or nothing named, is usage', async () => {
    const missing = await run(join(tempFolder(), 'none'))
    expect(missing).toMatchObject({ exitCode: 2, stdout: '' })
    expect(missing.stderr).toContain('there is no such file or folder')
    expect((await run()).exitCode).toBe(2)
    expect((await run(clean(), '--output=xml')).exitCode).toBe(2)
  })

  test('the rules are listed with their ids', async () => {
    const { stdout, exitCode } = await run('--rules')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^MG-SEC-001 {2}critical {2}secret-not-elided /m)
    expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(100)
  })
})

function sarifValidator() {
  const file = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  )
  // Written in draft 4, of which it uses what later drafts have too.
  const { $schema: _, id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  return ajv.compile({ $id: String(id), ...schema })
}
