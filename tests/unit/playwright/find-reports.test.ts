import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readReports } from '../../../src/playwright/index.js'
import { findReports } from '../../conformance/find-reports.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'find-reports-'))
})
afterEach(() => rm(dir, { recursive: true }))

test('judges the capture that CAPTURE names', async () => {
  await writeFile(join(dir, 'version'), 'nfs/must-gather\n1.2.3.4\n')
  const env: NodeJS.ProcessEnv = { CAPTURE: dir, PROFILE: 'must-gather/v1' }
  await findReports(env)
  const [report] = readReports(JSON.parse(env['MUST_GATHER_REPORTS'] ?? '[]') as string[])
  expect(report?.subject.path).toBe(dir)
  expect(report?.checks.find(({ id }) => id === 'MG-VER-001')?.outcome).toBe('pass')
}, 60_000)

test('takes reports that are named already', async () => {
  const env: NodeJS.ProcessEnv = { MUST_GATHER_REPORTS: '["a.json"]', CAPTURE: '/does/not/exist' }
  await findReports(env)
  expect(env['MUST_GATHER_REPORTS']).toBe('["a.json"]')
})

test('says what is wrong with a capture that cannot be judged', async () => {
  const missing = join(dir, 'missing')
  await expect(findReports({ CAPTURE: missing })).rejects.toThrow(missing)
}, 60_000)

test('says what to do where nothing is named', async () => {
  await expect(findReports({})).rejects.toThrow('npm test -- --isv=NAME')
})
