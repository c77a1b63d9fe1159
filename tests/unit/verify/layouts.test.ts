import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/model/report.js'
import { verifyPath } from '../../../src/verify/index.js'
import { layOut } from '../../support/fixture-captures.js'
import { judgeCase, now, tool } from '../../support/judge-case.js'
import { secretText } from '../../support/placeholders.js'
import { tempFolder } from '../../support/temp-folder.js'

const idsOf = (report: Report, outcome: string) =>
  report.checks.filter((check) => check.outcome === outcome).map(({ id }) => id)

/** What `oc adm must-gather` leaves of one or more images. */
function ocFolder(images: readonly string[]) {
  const laid = layOut(tempFolder())
  const folder = join(tempFolder(), 'must-gather.local.123')
  for (const image of images) cpSync(laid.mustGather, join(folder, image), { recursive: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'timestamp'), '2026-11-20 10:00:00\n2026-11-20 10:01:00\n')
  writeFileSync(join(folder, 'event-filter.html'), '<html></html>\n')
  writeFileSync(join(folder, 'must-gather.logs'), 'the client says\n')
  return { ...laid, capture: folder }
}

const image = (digit: string) => `registry-example-com-acme-must-gather-sha256-${digit.repeat(64)}`

describe('what oc adm must-gather left', () => {
  it('is judged as far as it says how it came about', async () => {
    const report = await judgeCase(ocFolder([image('2')]))
    expect(report.subject).toMatchObject({ layout: 'oc', state: 'unknown', isv: 'acme' })
    expect(idsOf(report, 'fail')).toEqual([])
    expect(idsOf(report, 'pass')).toEqual(expect.arrayContaining(['MG-VER-001', 'MG-LOG-001', 'MG-SEC-001']))
    expect(report.checks.find(({ id }) => id === 'MG-RUN-001')).toMatchObject({
      outcome: 'skip',
      skip: 'not-evaluated',
      reason: 'there is no capture.json: how this must-gather came about was not recorded',
    })
    expect(report).toMatchObject({ verdict: 'incomplete', exitCode: 3, certifiable: { value: false } })
  })

  it('is judged for each of its images, and findings say which', async () => {
    const laid = ocFolder([image('2'), image('3')])
    writeFileSync(join(laid.capture, image('3'), 'version'), 'acme-operator/must-gather\n')
    const report = await judgeCase(laid)
    expect(report.subject.gathers.map(({ name }) => name)).toEqual([image('2'), image('3')])
    const [finding, ...more] = report.checks.find(({ id }) => id === 'MG-VER-002')?.findings ?? []
    expect(finding?.at?.path).toBe(`${image('3')}/version`)
    expect(more).toEqual([])
    expect(idsOf(report, 'fail')).toEqual(['MG-VER-002'])
  })

  it('is searched beside the images too', async () => {
    const laid = ocFolder([image('2')])
    writeFileSync(join(laid.capture, 'must-gather.logs'), `${secretText('github-personal')}\n`)
    const report = await judgeCase(laid)
    const found = report.checks.find(({ id }) => id === 'MG-SEC-003')?.findings.map(({ at }) => at?.path)
    expect(found).toEqual(['must-gather.logs'])
    expect(report.subject.secretFound).toBe(true)
  })

  it('is not passed where no image left anything', async () => {
    const report = await judgeCase(ocFolder([]))
    expect(idsOf(report, 'pass')).toEqual([])
    expect(report.checks.find(({ id }) => id === 'MG-SEC-001')?.reason).toBe(
      'there is no gather in this must-gather',
    )
    expect(report).toMatchObject({ verdict: 'incomplete', exitCode: 3 })
  })
})

describe('a bare folder', () => {
  it('is judged without a configuration, by the contract alone', async () => {
    const { mustGather } = layOut(tempFolder())
    const report = await verifyPath(mustGather, { tool, now })
    expect(report).toMatchObject({ profile: 'must-gather/v1', subject: { layout: 'bare' } })
    expect(report.subject.isv).toBeUndefined()
    expect(idsOf(report, 'fail')).toEqual([])
    expect(idsOf(report, 'pass')).toContain('MG-VER-003')
  })

  it('says of checks that need a configuration that there is none', async () => {
    const { mustGather } = layOut(tempFolder())
    const report = await verifyPath(mustGather, { tool, now, profile: 'isv/v1' })
    for (const id of ['MG-FIL-001', 'MG-FIL-003', 'MG-LOG-001', 'MG-BUD-002', 'MG-VER-005']) {
      expect(report.checks.find((check) => check.id === id)).toMatchObject({
        skip: 'not-evaluated',
        reason: 'no configuration was given (--isv)',
      })
    }
    expect(report.verdict).toBe('incomplete')
  })

  it('shows findings with paths inside it', async () => {
    const { mustGather } = layOut(tempFolder())
    writeFileSync(join(mustGather, 'version'), 'one line\n')
    const report = await verifyPath(mustGather, { tool, now })
    expect(report.checks.find(({ id }) => id === 'MG-VER-002')?.findings[0]?.at).toEqual({ path: 'version' })
  })

  it('is not passed where it is empty', async () => {
    const report = await verifyPath(tempFolder(), { tool, now })
    expect(idsOf(report, 'fail')).toEqual(['MG-VER-001'])
    expect(report.verdict).toBe('fail')
  })
})

describe('a capture without its record', () => {
  it.each([
    ['not JSON', '{"schemaVersion": '],
    ['of another form', '{"schemaVersion": "capture/v9"}'],
  ])('that is %s is judged by what came out, and never passed', async (_, text) => {
    const laid = layOut(tempFolder())
    writeFileSync(join(laid.capture, 'capture.json'), text)
    const report = await judgeCase(laid)
    expect(report.checks.find(({ id }) => id === 'MG-RUN-001')?.reason).toMatch(/^capture\.json is not /)
    expect(idsOf(report, 'pass')).toContain('MG-VER-001')
    expect(report).toMatchObject({ verdict: 'incomplete', exitCode: 3, subject: { state: 'partial' } })
  })

  it('that still says running is partial', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'record.json'), '{"state": "running"}')
    const report = await judgeCase(layOut(tempFolder(), dir))
    expect(report.subject.state).toBe('partial')
    expect(report.certifiable.why).toContain('the run did not end by itself')
  })
})
