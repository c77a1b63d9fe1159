import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/model/report.js'
import type { LaidOut } from '../../support/fixture-captures.js'
import { layOut } from '../../support/fixture-captures.js'
import { judgeCase } from '../../support/judge-case.js'
import { repeatGather } from '../../support/repeat-gather.js'
import { secretText } from '../../support/placeholders.js'
import { tempFolder } from '../../support/temp-folder.js'

/** A capture with these files more, and a waiver for each of the fingerprints. */
function laidOut(files: Record<string, string>, waivers: object[] = [], salt?: string): LaidOut {
  const laid = layOut(tempFolder())
  for (const [path, text] of Object.entries(files)) writeFileSync(join(laid.mustGather, path), text)
  repeatGather(laid.capture)
  const document = {
    apiVersion: 'conformance.must-gather.io/v1alpha1',
    kind: 'Waivers',
    salt: salt ?? 'one salt of the tests, long enough',
    waivers: waivers.map((waiver) => ({
      check: 'MG-FIL-003',
      reason: 'known',
      expires: '2026-12-31',
      ...waiver,
    })),
  }
  writeFileSync(join(laid.isv, '../waivers.yaml'), JSON.stringify(document))
  return laid
}

const empty = { 'namespaces/acme/pods/a.yaml': '', 'namespaces/acme/pods/b.yaml': '' }

const findingsOf = (report: Report, id: string) =>
  report.checks.find((check) => check.id === id)?.findings ?? []
const fingerprints = async (laid: LaidOut, id: string) =>
  findingsOf(await judgeCase(laid), id).map(({ fingerprint }) => fingerprint)

describe('waivers', () => {
  it('of every finding of a check waive it', async () => {
    const known = await fingerprints(laidOut(empty), 'MG-FIL-003')
    const report = await judgeCase(
      laidOut(
        empty,
        known.map((fingerprint) => ({ fingerprint })),
      ),
    )
    expect(report.checks.find(({ id }) => id === 'MG-FIL-003')?.outcome).toBe('waived')
    expect(findingsOf(report, 'MG-FIL-003').map(({ waivedBy }) => waivedBy)).toEqual([
      { reason: 'known', expires: '2026-12-31' },
      { reason: 'known', expires: '2026-12-31' },
    ])
    expect(report.waivers.map(({ state }) => state)).toEqual(['used', 'used'])
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })

  it('of one of two findings leave the other', async () => {
    const [first] = await fingerprints(laidOut(empty), 'MG-FIL-003')
    const report = await judgeCase(laidOut(empty, [{ fingerprint: first }]))
    expect(findingsOf(report, 'MG-FIL-003').map(({ waivedBy }) => waivedBy?.reason)).toEqual([
      'known',
      undefined,
    ])
    expect(report).toMatchObject({ verdict: 'fail', exitCode: 1 })
  })

  it.each([
    ['through the day on which they expire', '2026-11-21', 'used', 'pass'],
    ['no day longer', '2026-11-20', 'expired', 'fail'],
  ])('hold %s', async (_, expires, state, verdict) => {
    const file = { 'namespaces/acme/pods/a.yaml': '' }
    const [fingerprint] = await fingerprints(laidOut(file), 'MG-FIL-003')
    const report = await judgeCase(laidOut(file, [{ fingerprint, expires }]))
    expect(report.waivers.map((waiver) => waiver.state)).toEqual([state])
    expect(report.verdict).toBe(verdict)
  })

  it('of another check, or of nothing, are unused', async () => {
    const file = { 'namespaces/acme/pods/a.yaml': '' }
    const [fingerprint] = await fingerprints(laidOut(file), 'MG-FIL-003')
    const others = [{ fingerprint, check: 'MG-FIL-002' }, { fingerprint: '0'.repeat(32) }]
    const report = await judgeCase(laidOut(file, others))
    expect(report.waivers.map(({ state }) => state)).toEqual(['unused', 'unused'])
    expect(report.verdict).toBe('fail')
  })

  it('of several findings with one fingerprint are too wide, and waive them all the same', async () => {
    const generated = {
      'namespaces/acme/pods/job-x7k2p.yaml': '',
      'namespaces/acme/pods/job-b9m4c.yaml': '',
    }
    const [fingerprint] = await fingerprints(laidOut(generated), 'MG-FIL-003')
    const report = await judgeCase(laidOut(generated, [{ fingerprint }]))
    expect(report.waivers).toMatchObject([
      {
        state: 'used',
        covers: 2,
        tooWide: [
          'it covers 2 findings: namespaces/acme/pods/job-b9m4c.yaml is empty; namespaces/acme/pods/job-x7k2p.yaml is empty',
        ],
      },
    ])
    expect(report.verdict).toBe('pass')
  })

  it('of more than a year are too wide, used or not', async () => {
    const expires = { to: '2027-11-21', beyond: '2027-11-22' }
    const waivers = Object.values(expires).map((day, index) => ({
      fingerprint: String(index).repeat(32),
      expires: day,
    }))
    const report = await judgeCase(laidOut({}, waivers))
    expect(report.waivers.map(({ tooWide }) => tooWide)).toEqual([
      undefined,
      ['it holds for more than a year, that is beyond 2027-11-21'],
    ])
  })

  it('of a missing file accept what follows from it', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'steps.json'), '[{"remove": "version"}]')
    const [fingerprint] = await fingerprints(layOut(tempFolder(), dir), 'MG-VER-001')
    writeFileSync(
      join(dir, 'waivers.json'),
      JSON.stringify({
        waivers: [{ check: 'MG-VER-001', fingerprint, reason: 'later', expires: '2027-01-01' }],
      }),
    )
    expect(await judgeCase(layOut(tempFolder(), dir))).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })
})

describe('the fingerprint of a secret', () => {
  const log = 'namespaces/acme/pods/x.log'
  const token = secretText('github-personal')
  const sha = (laid: LaidOut) => fingerprints(laid, 'MG-SEC-003')

  it('is the same on another line', async () => {
    expect(await sha(laidOut({ [log]: `a\nb\n${token}\n` }))).toEqual(
      await sha(laidOut({ [log]: `${token}\n` })),
    )
  })

  it('is another one for another value in the same place', async () => {
    const other = token.replace(/.{4}$/, (end) => [...end].reverse().join(''))
    const [a] = await sha(laidOut({ [log]: `${token}\n` }))
    const [b] = await sha(laidOut({ [log]: `${secretText('gitlab-personal')}\n` }))
    expect(other).not.toBe(token)
    expect(a).not.toBe(b)
  })

  it('is another one under another salt', async () => {
    const [a] = await sha(laidOut({ [log]: `${token}\n` }))
    const [b] = await sha(laidOut({ [log]: `${token}\n` }, [], 'another salt of the tests'))
    expect(a).not.toBe(b)
  })
})
