import { expect, it } from 'vitest'
import { loadConfiguration, titleOf, verifyPath } from '../../../src/verify/index.js'
import { checks } from '../../../src/checks/index.js'
import { layOut } from '../../support/fixture-captures.js'
import { now, tool } from '../../support/judge-case.js'
import { tempFolder } from '../../support/temp-folder.js'

it('a selection leaves required checks out, which makes the verdict incomplete', async () => {
  const { capture, isv } = layOut(tempFolder())
  const configuration = await loadConfiguration(isv, '', undefined)
  const report = await verifyPath(capture, {
    configuration,
    tool,
    now,
    selects: (title) => title.includes('MG-VER'),
  })
  expect(report.checks).toHaveLength(checks.length)
  expect(report.checks.filter(({ outcome }) => outcome === 'pass').map(({ id }) => id)).toEqual([
    'MG-VER-001',
    'MG-VER-002',
    'MG-VER-003',
    'MG-VER-004',
    'MG-VER-005',
  ])
  expect(report.checks.find(({ id }) => id === 'MG-FIL-001')).toMatchObject({
    skip: 'not-evaluated',
    reason: 'left out by --grep',
  })
  expect(report).toMatchObject({ verdict: 'incomplete', exitCode: 3 })
})

it('titles name the group, the id and the failing state', () => {
  expect(checks.map(titleOf)).toContain('must-gather MG-VER-001 version file missing')
})
