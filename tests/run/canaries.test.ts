import { readdirSync, readFileSync, statSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CaptureRecord } from '../../src/model/capture-record.js'
import { replaceIn } from './support/edits.js'
import { filesBelow, holds, plantedCheck, plantedIn } from './support/planted.js'
import { copyOfIsv, failedIds, judgeBy, runIsv, scratch } from './support/run-isv.js'
import { withoutRepeats } from './support/without-repeats.js'

const negative = join(import.meta.dirname, '../../fixtures/negative')
const allKinds = ['opaque', 'basic-auth', 'dockerconfigjson', 'tls', 'config-map', 'environment', 'log']

let folder: Awaited<ReturnType<typeof scratch>>
beforeEach(async () => {
  folder = await scratch()
})
afterEach(() => folder[Symbol.asyncDispose]())

describe('a gather that must fail', { timeout: 240_000 }, () => {
  const copyOf = async (name: string) => {
    const copy = join(folder.dir, name)
    await cp(join(negative, name), copy, { recursive: true })
    return copy
  }

  test('each of the folder has a row below', () => {
    expect(readdirSync(negative).sort()).toEqual(rows.map(({ name }) => name).sort())
  })

  const rows = [
    {
      name: 'dumps-secrets',
      // Beside the planted values lie user names, which are Secret data too.
      fails: ['MG-SEC-001', 'MG-SEC-002'],
      rules: ['basic-auth', 'dockerconfigjson', 'opaque', 'tls'],
      at: /core\/secrets\.yaml$/,
    },
    {
      name: 'dumps-environment',
      fails: ['MG-SEC-002'],
      rules: ['environment'],
      at: /core\/pods\.(txt|yaml)$/,
    },
    {
      name: 'tars-proc',
      fails: ['MG-SEC-002'],
      rules: ['environment'],
      at: /pods\/session-store-\w+\.tar\.gz!\/proc\/\d+\/environ$/,
    },
  ]
  test.each(rows)('$name', async ({ name, fails, rules, at }) => {
    const isvDir = await copyOf(name)
    const capture = await runIsv(isvDir, folder.dir)
    const report = await judgeBy(isvDir, capture)
    expect(failedIds(report)).toEqual(fails)
    expect(report).toMatchObject({ verdict: 'fail', exitCode: 1 })
    const findings = plantedCheck(report)?.findings ?? []
    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual(rules)
    for (const finding of findings) expect(finding.at?.path).toMatch(at)
    expect(plantedIn(capture).filter(({ value }) => holds(JSON.stringify(report), value))).toEqual([])
  })

  test('what came out of an environment is recommended to be mended, unless the profile says more', async () => {
    const isvDir = await copyOf('dumps-environment')
    await replaceIn(isvDir, 'profile.yaml', '  MG-SEC-002/environment: required\n', '')
    const report = await judgeBy(isvDir, await runIsv(isvDir, folder.dir))
    expect(plantedCheck(report)).toMatchObject({ outcome: 'fail', findings: [{ level: 'recommended' }] })
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })
})

describe('the reference ISV', { timeout: 240_000 }, () => {
  test('passes with everything planted, and nothing of it is in the capture', async () => {
    const isvDir = await copyOfIsv(folder.dir)
    await withoutRepeats(isvDir)
    const capture = await runIsv(isvDir, folder.dir)
    const planted = plantedIn(capture)
    expect(planted.map(({ kind }) => kind)).toEqual(allKinds)
    expect(new Set(planted.map(({ namespace }) => namespace))).toEqual(new Set(['nfs-provisioner-operator']))
    const report = await judgeBy(isvDir, capture)
    expect(plantedCheck(report)?.outcome).toBe('pass')
    expect(plantedCheck(report)?.looked).toMatch(/^7 planted values, /)
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0 })
    const leaks = planted.filter(({ value }) =>
      filesBelow(capture).some((file) => holds(readFileSync(file), value)),
    )
    expect(leaks.map(({ kind }) => kind)).toEqual([])
    expect(statSync(join(capture, '..', 'canary.key')).mode & 0o777).toBe(0o600)
    expect(leftoversOf(capture)).toEqual([])
  })

  test('files, counts and empty logs of what was planted are none of its expected list', async () => {
    const isvDir = await copyOfIsv(folder.dir)
    await withoutRepeats(isvDir)
    // All pods of the namespace with their logs, and the list wants a file for each, and exactly these.
    await replaceIn(
      isvDir,
      'must-gather/collection-scripts/gather-config.sh',
      'OPERATOR_SELECTOR=control-plane=controller-manager',
      "OPERATOR_SELECTOR='!no-such-label'",
    )
    const gather = 'must-gather/collection-scripts/gather'
    const pods =
      'run_to namespaces/nfs-provisioner-operator/core/pods.yaml "$CLIENT" get pods -n nfs-provisioner-operator -o yaml'
    await replaceIn(isvDir, gather, /end_gather\n$/, `${pods}\nend_gather\n`)
    await replaceIn(
      isvDir,
      'expected-files.yaml',
      '  # The operator\n',
      `  # The operator
  - path: namespaces/{namespace}/core/pods.yaml
    content: [{ kind: Pod, count: 2 }]
  - path: namespaces/{namespace}/pods/{name}/{name}.yaml
    for: { kind: Pod, namespace: '{namespace}' }
    max: 1
`,
    )
    await replaceIn(
      isvDir,
      'expected-files.yaml',
      'unexpectedEmpty: fail',
      'unexpectedEmpty: fail\nunexpected: fail',
    )
    await replaceIn(isvDir, 'expected-files.yaml', "  - '**/core/secrets/**'\n", '')
    const report = await judgeBy(isvDir, await runIsv(isvDir, folder.dir))
    // What a gather of pods and logs cannot know is recommended alone.
    expect(failedIds(report)).toEqual([])
    expect(plantedCheck(report)?.outcome).toBe('fail')
    expect(new Set(plantedCheck(report)?.findings.map(({ rule }) => rule))).toEqual(
      new Set(['environment', 'log']),
    )
    expect(report).toMatchObject({ verdict: 'pass' })
  })

  test('with its Secrets switched off MG-SEC-002 is no pass, and the verdict does not certify', async () => {
    const isvDir = await copyOfIsv(folder.dir)
    await withoutRepeats(isvDir)
    await replaceIn(isvDir, 'isv.yaml', /scripts: \[.*\]/, 'scripts: []')
    await replaceIn(isvDir, 'isv.yaml', '    waivers:', '    canaries: { secrets: false }\n    waivers:')
    const capture = await runIsv(isvDir, folder.dir)
    expect(plantedIn(capture).map(({ kind }) => kind)).toEqual(['config-map', 'environment', 'log'])
    const report = await judgeBy(isvDir, capture)
    expect(plantedCheck(report)).toMatchObject({
      ...{ outcome: 'skip', skip: 'not-applicable' },
      reason: 'nothing was planted in Secrets: isv.yaml switches it off (contract.canaries)',
    })
    expect(report.certifiable.why.join('\n')).toContain('not all values were planted (opaque, basic-auth, ')
    expect(report.certifiable.why.join('\n')).toMatch(/required checks were not applicable: .*MG-SEC-002/)
    expect(report).toMatchObject({ verdict: 'pass' })
  })
})

const leftoversOf = (capture: string) =>
  (JSON.parse(readFileSync(join(capture, 'capture.json'), 'utf8')) as CaptureRecord).leftovers
