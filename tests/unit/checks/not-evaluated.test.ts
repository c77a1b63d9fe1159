import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../support/fixture-captures.js'
import { judgeCase } from '../../support/judge-case.js'
import { tempFolder } from '../../support/temp-folder.js'

/** The base capture with these files of a case laid over it. */
function judgedWith(patches: Record<string, object>) {
  const dir = tempFolder()
  for (const [name, patch] of Object.entries(patches)) writeFileSync(join(dir, name), JSON.stringify(patch))
  return judgeCase(layOut(tempFolder(), dir))
}

const gather = (about: object) => ({ gathers: { default: about } })
const lost = gather({ outcome: 'lost', reason: 'the node went away', exitCode: null, copied: 'nothing' })
const conditional = { files: [{ path: 'x', when: { platform: 'openshift' } }] }

describe('what could not be evaluated is a gap, with its reason, and no pass', () => {
  it.each([
    [
      'MG-FIL-001',
      { 'expected-files.json': conditional, 'record.json': { cluster: null } },
      /1 entry of the list: the capture does not say on what cluster/,
    ],
    [
      'MG-FIL-001',
      { 'cluster.json': { schemaVersion: 'none' } },
      /2 entries of the list: .* \(cluster\.json\)$/,
    ],
    [
      'MG-RUN-003',
      { 'record.json': { gathers: { 'script.gather_operand': { outcome: 'interrupted', exitCode: null } } } },
      /^not run to an end: gather_operand$/,
    ],
    ['MG-RUN-006', { 'record.json': { leftovers: null } }, /^the cluster was not compared/],
    ['MG-FUN-001', { 'record.json': { functests: [] } }, /^not every functest was run$/],
    [
      'MG-OPR-002',
      { 'record.json': { operator: { containers: [] } } },
      /^no container of the operator was seen$/,
    ],
    [
      'MG-BUD-001',
      { 'record.json': gather({ durationMs: null }) },
      /^the duration of the gather is not known$/,
    ],
    ['MG-VER-001', { 'record.json': lost }, /^the gather was lost: the node went away$/],
    ['MG-RUN-002', { 'record.json': lost }, /^the gather was lost: the node went away$/],
    [
      'MG-FIL-003',
      { 'record.json': gather({ copied: 'partial', copyProblem: 'connection reset' }) },
      /^what was gathered was not copied whole: connection reset$/,
    ],
  ] as [string, Record<string, object>, RegExp][])('%s', async (id, patches, reason) => {
    const report = await judgedWith(patches)
    expect(report.checks.find((check) => check.id === id)).toMatchObject({
      outcome: 'skip',
      skip: 'not-evaluated',
      reason: expect.stringMatching(reason) as string,
    })
    expect(report).toMatchObject({ verdict: 'incomplete', exitCode: 3 })
  })
})

it('a file that is missing for certain is reported, whatever cannot be decided', async () => {
  const files = [...conditional.files, { path: 'missing' }]
  const report = await judgedWith({ 'expected-files.json': { files }, 'record.json': { cluster: null } })
  expect(report.checks.find(({ id }) => id === 'MG-FIL-001')?.findings.map(({ message }) => message)).toEqual(
    ['expected file missing: missing'],
  )
})

it('a secret is found in what was copied of a gather that did not end', async () => {
  const dir = tempFolder()
  writeFileSync(join(dir, 'record.json'), JSON.stringify(gather({ outcome: 'timeout', copied: 'partial' })))
  const laid = layOut(tempFolder(), dir)
  writeFileSync(
    join(laid.mustGather, 'x.yaml'),
    'kind: Secret\nmetadata: {name: a}\nstringData: {a: nobody should}\n',
  )
  const report = await judgeCase(laid)
  expect(report.checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual([
    'MG-RUN-002',
    'MG-SEC-001',
  ])
  expect(report.exitCode).toBe(1)
})
