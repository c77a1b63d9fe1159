import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../../src/model/report.js'
import { runPlaywright } from '../../../src/playwright/index.js'
import { casesOf } from '../../../src/report/cases.js'
import { jsonReporter } from '../../../src/report/reporters/json.js'
import { hostileReport } from '../report/hostile-report.js'
import { check, mixedReport, passingReport } from '../report/sample-report.js'

/** Playwright itself runs here, on what is built in dist. */

interface Suite {
  title: string
  suites?: Suite[]
  specs?: Spec[]
}
interface Spec {
  title: string
  ok: boolean
  tests: { annotations: { type: string; description?: string }[]; results: Result[] }[]
}
interface Result {
  status: string
  error?: { message: string }
}

const gap = check('MG-VER-001', { outcome: 'skip', skip: 'not-evaluated', reason: 'no capture' })
const mixed = mixedReport()
const small = ['MG-VER-001', 'MG-VER-002', 'MG-IMG-003', 'MG-SEC-003', 'MG-BUD-001']
const reports: Record<string, Report> = {
  passing: passingReport(),
  // Of few failures: Playwright starts a new worker after each.
  failing: {
    ...mixed,
    phases: [],
    functests: [],
    checks: mixed.checks.filter(({ id }) => small.includes(id)),
  },
  incomplete: passingReport({ verdict: 'incomplete', exitCode: 3, checks: [gap] }),
}
let dir: string
const paths = (...names: string[]) => names.map((name) => join(dir, `${name}.json`))

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'report-tests-'))
  for (const [name, report] of Object.entries({ ...reports, mixed, hostile: hostileReport() }))
    await writeFile(join(dir, `${name}.json`), jsonReporter.render(report))
})
afterAll(() => rm(dir, { recursive: true }))

test('has a test per phase, check and functest, and one for the verdict, grouped by what they judge', async () => {
  const { output } = await runPlaywright({
    reports: paths('mixed', 'hostile'),
    args: ['--list', '--reporter=json'],
  })
  const suites = suitesOf(output)
  expect(suites.map((suite) => specsOf(suite).length)).toEqual(
    [mixed, hostileReport()].map((one) => casesOf(one).length),
  )
  const groups = suites[0]?.suites?.map(({ title }) => title)
  expect(groups).toEqual(['verdict', 'phases', 'operator', 'must-gather', 'functests'])
}, 120_000)

describe('Playwright over several reports', () => {
  let perReport: Spec[][]

  beforeAll(async () => {
    const { output } = await runPlaywright({
      reports: paths(...Object.keys(reports)),
      args: ['--reporter=json'],
    })
    perReport = suitesOf(output).map(specsOf)
  }, 120_000)

  test('is red exactly for the reports whose exit code is not 0', () => {
    const red = perReport.map((specs) => specs.some(({ ok }) => !ok))
    expect(red).toEqual(Object.values(reports).map(({ exitCode }) => exitCode !== 0))
  })

  test('tells a failure with want, got, where and fix', () => {
    const [result] = resultsOf(perReport[1], 'MG-VER-002')
    expect(result?.status).toBe('failed')
    expect(result?.error?.message).toMatch(/want .*\n +got .*\n +where .*\n +fix /)
  })

  test('skips with the reason', () => {
    const spec = perReport[1]?.find(({ title }) => title.startsWith('MG-IMG-003'))
    expect(spec?.tests[0]?.results[0]?.status).toBe('skipped')
    expect(spec?.tests[0]?.annotations).toContainEqual(
      expect.objectContaining({
        type: 'skip',
        description: 'not-applicable: images have no digests on this cluster',
      }),
    )
  })

  test.each([
    ['MG-SEC-003', 'waived'],
    ['MG-BUD-001', 'recommended'],
  ])('lets %s pass with the annotation %s', (id, type) => {
    const spec = perReport[1]?.find(({ title }) => title.startsWith(id))
    expect(spec?.ok).toBe(true)
    expect(spec?.tests[0]?.annotations).toContainEqual(expect.objectContaining({ type }))
  })
})

test('a report that passed ends with 0, and nothing is left', async () => {
  const before = await leftovers()
  const pass = await runPlaywright({ reports: paths('passing'), args: ['--reporter=line'] })
  expect(pass.exitCode, pass.output).toBe(0)
  expect(await leftovers()).toEqual(before)
}, 120_000)

test('asserts only what grep selects, by the words of a check', async () => {
  const { exitCode, output } = await runPlaywright({
    reports: paths('mixed'),
    grep: 'must-gather MG-VER-001',
    args: ['--reporter=line'],
  })
  expect(exitCode, output).toBe(0)
  expect(output).toContain('1 passed')
}, 120_000)

test('a file that is no report is named', async () => {
  await writeFile(join(dir, 'other.json'), '{"schemaVersion":"report/v2"}')
  const { exitCode, output } = await runPlaywright({ reports: paths('other'), args: ['--reporter=line'] })
  expect(exitCode).toBe(1)
  expect(output).toContain('other.json is no report: its schemaVersion is not report/v1')
}, 120_000)

test('ends when it is interrupted', async () => {
  const { exitCode } = await runPlaywright({ reports: paths('passing'), signal: AbortSignal.timeout(50) })
  expect(exitCode).toBe(130)
}, 120_000)

const suitesOf = (output: string): Suite[] =>
  (JSON.parse(output) as { suites: Suite[] }).suites.flatMap((file) => file.suites ?? [])

const specsOf = (suite: Suite): Spec[] => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]

const resultsOf = (specs: Spec[] | undefined, id: string): Result[] =>
  (specs ?? [])
    .filter(({ title }) => title.startsWith(id))
    .flatMap(({ tests }) => tests.flatMap(({ results }) => results))

const leftovers = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('must-gather-playwright-'))
