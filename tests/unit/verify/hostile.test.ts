import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../../../src/model/errors.js'
import type { Report } from '../../../src/model/report.js'
import type { Member } from '../../support/archive.js'
import { archiveOf, membersOf } from '../../support/archive.js'
import { layOut } from '../../support/fixture-captures.js'
import { judgeCase } from '../../support/judge-case.js'
import { secretText } from '../../support/placeholders.js'
import { repeatGather } from '../../support/repeat-gather.js'
import { tempFolder } from '../../support/temp-folder.js'

const output = 'gathers/default/must-gather/'

/** The report on the base capture as an archive, with more members. */
async function judgedWith(members: readonly Member[]): Promise<Report> {
  const laid = layOut(tempFolder())
  return judgeCase({ ...laid, capture: await archiveOf([...membersOf(laid.capture), ...members], 'x.tgz') })
}

/** The report on the base capture with one file more, whatever its size. */
async function judgedWithFile(path: string, body: string | Buffer): Promise<Report> {
  const changes = tempFolder()
  writeFileSync(join(changes, 'isv.json'), '{"spec": {"contract": {"budgets": {"size": null}}}}')
  const laid = layOut(tempFolder(), changes)
  writeFileSync(join(laid.mustGather, path), body)
  repeatGather(laid.capture)
  return judgeCase(laid)
}

const failed = (report: Report) =>
  report.checks.filter(({ outcome }) => outcome === 'fail').map(({ id, findings }) => [id, findings[0]?.got])

describe('a hostile member of an archive', () => {
  it.each([
    [
      'a name that climbs',
      { name: `${output}../../../../evil` },
      'the name climbs out of the folder with ".."',
    ],
    ['an absolute name', { name: '/etc/cron.d/evil' }, 'the name is absolute'],
    ['a name twice', { name: `${output}version`, body: 'x' }, 'the name was there before'],
    [
      'a link out of it',
      { name: `${output}x`, type: 'symlink', linkname: '/etc' },
      'the link leads out of the folder',
    ],
    ['a device', { name: `${output}null`, type: 'character-device' }, 'it is a device file'],
    ['a backslash', { name: `${output}a\\..\\b` }, 'the name holds a backslash or a drive letter'],
  ] as [string, Member, string][])('%s is a finding', async (_, member, reason) => {
    const report = await judgedWith([member])
    expect(failed(report)).toEqual([['MG-FIL-006', reason]])
    expect(report.exitCode).toBe(1)
  })

  it('that holds a secret is searched for it', async () => {
    const body = `token: ${secretText('gitlab-personal')}\n`
    const report = await judgedWith([{ name: `${output}../../../../evil`, body }])
    expect(failed(report).map(([id]) => id)).toEqual(['MG-FIL-006', 'MG-SEC-003'])
    expect(report.subject.secretFound).toBe(true)
  })

  it('that is packed is not proven clean', async () => {
    const body = gzipSync(`token: ${secretText('gitlab-personal')}\n`)
    const report = await judgedWith([{ name: `${output}a\\b`, body }])
    expect(failed(report).map(([id]) => id)).toEqual(['MG-FIL-006', 'MG-SEC-005'])
  })

  it('a bomb is a finding, and not unpacked', { timeout: 120_000 }, async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 2 ** 20))
    const report = await judgedWithFile('namespaces/acme/pods/bomb.gz', bomb)
    expect(failed(report)).toEqual([['MG-FIL-006', expect.stringContaining('and was not read further')]])
  })

  it('a corrupt packed file is not proven clean', async () => {
    const bytes = gzipSync('x'.repeat(1000))
    bytes.fill(0xff, 12, 20)
    const report = await judgedWithFile('namespaces/acme/pods/x.log.gz', bytes)
    expect(failed(report).map(([id]) => id)).toEqual(['MG-SEC-005'])
  })
})

describe('an archive that was cut off', () => {
  it('is never passed, wherever the cut is, and blames nothing that may lie behind it', async () => {
    const laid = layOut(tempFolder())
    const whole = readFileSync(await archiveOf(membersOf(laid.capture), 'x.tgz'))
    const capture = join(tempFolder(), 'cut.tgz')
    for (let part = 0.02; part < 1; part += 0.07) {
      writeFileSync(capture, whole.subarray(0, Math.floor(whole.length * part)))
      const report = await judgeCase({ ...laid, capture }).catch((error: unknown) => error)
      if (report instanceof ExpectedError) {
        expect([report.code, report.exitCode]).toEqual(['capture.unreadable', 2])
        continue
      }
      expect(report).toMatchObject({ verdict: expect.not.stringMatching('pass') as string })
      expect(failed(report as Report).filter(([id]) => id !== 'MG-FIL-008')).toEqual([])
    }
  })

  it('says where it ends', async () => {
    const laid = layOut(tempFolder())
    const whole = readFileSync(await archiveOf(membersOf(laid.capture), 'x.tar'))
    const capture = join(tempFolder(), 'cut.tar')
    const end = whole.indexOf('current.log\0') + 512 + 40
    writeFileSync(capture, whole.subarray(0, end))
    const report = await judgeCase({ ...laid, capture })
    expect(failed(report)).toEqual([
      ['MG-FIL-008', expect.stringMatching(/bytes are missing.*current\.log\)$/)],
    ])
    expect(report.checks.find(({ id }) => id === 'MG-VER-001')).toMatchObject({
      outcome: 'skip',
      because: 'MG-FIL-008',
    })
    expect(report).toMatchObject({ verdict: 'fail', exitCode: 1 })
  })

  it.each([
    ['no archive at all', Buffer.from('hello\n'), 'capture.unsupported'],
    ['nothing', Buffer.alloc(0), 'capture.unsupported'],
    ['the first bytes of a packed one', gzipSync('x').subarray(0, 6), 'capture.unreadable'],
  ])('or is %s is one clear error', async (_, bytes, code) => {
    const capture = join(tempFolder(), 'x.tgz')
    writeFileSync(capture, bytes)
    const error: unknown = await judgeCase({ ...layOut(tempFolder()), capture }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(ExpectedError)
    expect(error).toMatchObject({ code, exitCode: 2, next: expect.stringMatching(/\S/) as string })
  })
})

describe('a document that is made to break its reader', () => {
  const configmaps = 'namespaces/acme/core/configmaps.yaml'
  const aliases = [
    'a0: &a0 [x, x]',
    ...[...Array(40).keys()].map((n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`),
  ]

  it('by aliases of aliases is read once each', async () => {
    const report = await judgedWithFile(configmaps, `${aliases.join('\n')}\n`)
    expect(failed(report)).toEqual([])
  })

  it('by aliases in what speaks of Secrets, too', async () => {
    const text = `kind: Secret\ndata:\n  a: ""\n${aliases.join('\n')}\n`
    expect(failed(await judgedWithFile(configmaps, text))).toEqual([])
  })

  it.each([
    ['JSON', '['.repeat(200_000)],
    ['YAML', `kind: ConfigMap\nx: ${'['.repeat(200_000)}`],
  ])('by depth, as %s, is a finding', async (_, text) => {
    const report = await judgedWithFile(configmaps, text)
    expect(failed(report).map(([id]) => id)).toEqual([expect.stringMatching(/^MG-FIL-00[58]$/)])
  })

  it('by depth, and speaks of Secrets, is not proven clean', async () => {
    const report = await judgedWithFile(
      'namespaces/acme/pods/x.yaml',
      `kind: Secret\nx: ${'['.repeat(100_000)}]\n`,
    )
    expect(failed(report).map(([id]) => id)).toEqual(['MG-SEC-005'])
  })

  it('by a line without end is read in bounded time', async () => {
    const report = await judgedWithFile('namespaces/acme/pods/x.txt', `error: ${'a'.repeat(8 * 2 ** 20)}`)
    expect(report.verdict).toBe('pass')
  })
})
