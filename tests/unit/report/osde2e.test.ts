import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addonMetadata, writeOsde2eResults } from '../../../src/report/osde2e.js'
import { tempFolder } from '../../support/temp-folder.js'
import { failed, passingReport } from './sample-report.js'

test('each report is a junit file by its ISV, and all share one metadata file', async () => {
  const dir = join(tempFolder(), 'test-run-results')
  const passing = passingReport()
  const failing = {
    ...passingReport(),
    verdict: 'fail' as const,
    exitCode: 1,
    checks: [failed('MG-VER-001')],
  }
  failing.subject = { ...failing.subject, isv: 'other/one' }
  await writeOsde2eResults([passing, failing], dir)
  expect((await readdir(dir)).sort()).toEqual([
    'addon-metadata.json',
    `junit-${passing.subject.isv}.xml`,
    'junit-other-one.xml',
  ])
  expect(await readFile(join(dir, 'junit-other-one.xml'), 'utf8')).toContain('MG-VER-001')
  const metadata = JSON.parse(await readFile(join(dir, 'addon-metadata.json'), 'utf8')) as object
  expect(metadata).toMatchObject({
    [`must-gather.${passing.subject.isv}.passed`]: 'true',
    'must-gather.other/one.passed': 'false',
    'must-gather.other/one.exit-code': '1',
  })
})

test('metadata is flat and holds only strings', () => {
  const values = Object.values(addonMetadata(passingReport()))
  expect(values.length).toBeGreaterThan(5)
  for (const value of values) expect(value).toBeTypeOf('string')
})
