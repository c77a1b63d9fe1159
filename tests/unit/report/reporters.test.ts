import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reporterNamed, reporters, writeReports } from '../../../src/report/index.js'
import type { Reporter } from '../../../src/report/index.js'
import { hostileReport } from './hostile-report.js'
import { mixedReport, passingReport } from './sample-report.js'

test('the list of reporters and their folder agree', async () => {
  const folder = join(import.meta.dirname, '../../../src/report/reporters')
  const files = await readdir(folder)
  const exported = await Promise.all(
    files.map(async (file) => {
      const module = (await import(/* @vite-ignore */ join(folder, file))) as object
      return Object.values(module).find((value): value is Reporter => isReporter(value))
    }),
  )
  expect(new Set(exported)).toEqual(new Set(reporters))
})

test('every name of --output has its reporter', () => {
  for (const name of ['text', 'json', 'junit', 'html', 'md']) expect(reporterNamed(name)?.name).toBe(name)
  expect(reporterNamed('yaml')).toBeUndefined()
})

test.each([...reporters])('$name tells of waivers that are expired, unused or too wide', (reporter) => {
  const text = reporter.render(mixedReport())
  for (const said of ['expired', 'unused', 'until the next release', 'it covers 2 findings: a; b'])
    expect(text).toContain(said)
  expect(text).toMatch(/too ?wide/i)
})

describe('writeReports', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'reports-'))
  })
  afterEach(() => rm(dir, { recursive: true }))

  test('writes the four files', async () => {
    const { files, failures } = await writeReports(passingReport(), join(dir, 'new'))
    expect(failures).toEqual([])
    expect(files.map(({ path }) => basename(path)).sort()).toEqual([
      'junit_must-gather_nfs-provisioner.xml',
      'report-summary.html',
      'report.json',
      'summary.md',
    ])
    expect((await readdir(join(dir, 'new'))).length).toBe(4)
  })

  test('a reporter that throws silences no other', async () => {
    const broken: Reporter = {
      name: 'broken',
      fileName: () => 'broken.txt',
      render: () => {
        throw new Error('broken reporter')
      },
    }
    const { files, failures } = await writeReports(passingReport(), dir, [broken, ...reporters])
    expect(failures).toEqual([{ reporter: 'broken', error: new Error('broken reporter') }])
    expect(files).toHaveLength(4)
  })

  test('writes a report of hostile text into the folder and nowhere else', async () => {
    const { files, failures } = await writeReports(hostileReport(), dir)
    expect(failures).toEqual([])
    expect((await readdir(dir)).sort()).toEqual(files.map(({ path }) => basename(path)).sort())
  })
})

describe('json', () => {
  const render = (report = mixedReport()) => reporterNamed('json')?.render(report) ?? ''

  test('loses nothing', () => {
    expect(JSON.parse(render())).toEqual(mixedReport())
    expect(JSON.parse(render(hostileReport()))).toEqual(hostileReport())
  })

  test('is the same text whatever the order of the keys was', () => {
    const reversed = Object.fromEntries(Object.entries(mixedReport()).reverse()) as unknown as ReturnType<
      typeof mixedReport
    >
    expect(render(reversed)).toBe(render())
    expect(render().split('\n')[1]).toBe('  "schemaVersion": "report/v1",')
  })

  test('is written as UTF-8 that reads back the same', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'reports-'))
    try {
      await writeReports(hostileReport(), dir)
      expect(JSON.parse(await readFile(join(dir, 'report.json'), 'utf8'))).toEqual(hostileReport())
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})

const isReporter = (value: unknown): value is Reporter =>
  typeof value === 'object' && value !== null && 'render' in value && 'name' in value
