import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { casesOf } from '../../../src/report/cases.js'
import { junitReporter } from '../../../src/report/reporters/junit.js'
import type { Report } from '../../../src/model/report.js'
import { descendants, parseXml } from './parse-xml.js'
import { hostileReport } from './hostile-report.js'
import { check, mixedReport, passingReport } from './sample-report.js'

const schema = join(import.meta.dirname, '../../../fixtures/schemas/junit.xsd')
const parse = (report: Report) => parseXml(junitReporter.render(report))
const reports = { passing: passingReport(), mixed: mixedReport(), hostile: hostileReport() }

describe.each(Object.entries(reports))('JUnit of a %s report', (_, report) => {
  const root = parse(report)
  const cases = descendants(root, 'testcase')

  test('has one case per phase, check and functest, and the verdict', () => {
    const { phases, checks, functests } = report
    expect(cases).toHaveLength(1 + phases.length + checks.length + functests.length)
    expect(root.attributes['tests']).toBe(String(cases.length))
  })

  test('counts in each suite what is in it', () => {
    for (const suite of descendants(root, 'testsuite')) {
      const { tests, failures, errors, skipped } = suite.attributes
      const have = (name: string) => String(descendants(suite, name).length)
      expect({ tests, failures, errors, skipped }).toEqual({
        tests: have('testcase'),
        failures: have('failure'),
        errors: have('error'),
        skipped: have('skipped'),
      })
    }
  })

  test('gives every time as plain seconds', () => {
    const timed = [root, ...descendants(root, 'testsuite'), ...cases]
    for (const { attributes } of timed) expect(attributes['time']).toMatch(/^\d+\.\d{3}$/)
  })

  test('gives every skip a reason', () => {
    for (const { attributes } of descendants(root, 'skipped')) expect(attributes['message']).not.toBe('')
  })

  test('repeats no name', () => {
    const names = cases.map(({ attributes }) => `${attributes['classname']} ${attributes['name']}`)
    expect(new Set(names).size).toBe(names.length)
  })

  test('is red exactly where the exit code is not 0', () => {
    const red = descendants(root, 'failure').length + descendants(root, 'error').length
    expect(red > 0).toBe(report.exitCode !== 0)
  })

  test('validates against fixtures/schemas/junit.xsd', async () => {
    const result = await validateXML({
      xml: { fileName: 'junit.xml', contents: junitReporter.render(report) },
      schema: readFileSync(schema, 'utf8'),
    })
    expect(result.errors).toEqual([])
    expect(result.valid).toBe(true)
  })
})

test('the schema refuses what Jenkins and Surefire refuse', async () => {
  const xml = '<testsuites><testsuite name="a"><testcase name="b" time="1.2s"/></testsuite></testsuites>'
  const result = await validateXML({ xml, schema: readFileSync(schema, 'utf8') })
  expect(result.valid).toBe(false)
})

describe('JUnit of a mixed report', () => {
  const root = parse(reports.mixed)
  const byName = (part: string) =>
    descendants(root, 'testcase').find(({ attributes }) => attributes['name']?.includes(part))

  test('tells a failure with want, got, where and fix', () => {
    const failure = byName('[MG-VER-002]')?.children.find(({ name }) => name === 'failure')
    expect(failure?.attributes['message']).toBe('the gather left no version file')
    expect(failure?.text).toMatch(/want .*two lines\n +got .*no such file\n +where .*version\n +fix .*Write/)
  })

  test('keeps the name of a check whatever its outcome is', () => {
    expect(byName('[MG-VER-001]')?.attributes['name']).toBe('[MG-VER-001] version file missing')
  })

  test('tells an error of the harness as an error, not as a failure', () => {
    expect(byName('[MG-LOG-005]')?.children.map(({ name }) => name)).toEqual(['error'])
  })

  test('lets a waived check pass and names the waiver', () => {
    const [output] = byName('[MG-SEC-003]')?.children ?? []
    expect(output?.name).toBe('system-out')
    expect(output?.text).toContain('waived: AWS access key AKIA…, 20 characters: a documented example')
  })

  test('lets a recommended check that fails pass, and says so', () => {
    const recommended = byName('[MG-BUD-001]')
    expect(recommended?.attributes['group']).toBe('recommended')
    expect(recommended?.children.map(({ name }) => name)).toEqual(['system-out'])
    expect(recommended?.children[0]?.text).toContain(
      'recommended: not counted in the verdict: the gather took 6m',
    )
  })

  test('names image, cluster, profile, digest, verdict and certifiable in every suite', () => {
    for (const suite of descendants(root, 'testsuite')) {
      const properties: unknown = Object.fromEntries(
        descendants(suite, 'property').map(({ attributes }) => [attributes['name'], attributes['value']]),
      )
      expect(properties).toMatchObject({
        'image.mustGather': 'quay.io/example/must-gather:0.0.9',
        'image.mustGather.digest': `sha256:${'c'.repeat(64)}`,
        cluster: 'embedded v1.36.0 (kubernetes)',
        profile: 'isv/v1',
        digest: `sha256:${'d'.repeat(64)}`,
        certifiable: 'false',
        verdict: 'fail',
      })
    }
  })

  test('is named after the ISV, without what a path could be made of', () => {
    expect(junitReporter.fileName?.(reports.mixed)).toBe('junit_must-gather_nfs-provisioner.xml')
    expect(junitReporter.fileName?.(reports.hostile)).toMatch(/^junit_must-gather_[\w.-]{1,100}\.xml$/)
  })
})

test('a report that evaluated too little is red though no check failed', () => {
  const gap = check('MG-VER-001', { outcome: 'skip', skip: 'not-evaluated', reason: 'no capture' })
  const report = passingReport({ verdict: 'incomplete', exitCode: 3, checks: [gap] })
  const red = casesOf(report).filter(({ outcome }) => outcome === 'failed' || outcome === 'error')
  expect(red.map(({ group }) => group)).toEqual(['verdict'])
})

test('the case of a functest goes by what MG-FUN-001 says', () => {
  const functests = [{ name: 'pvc', outcome: 'failed', exitCode: 1, durationMs: 1, output: '' }]
  const outcomeWith = (fields: Parameters<typeof check>[1]) =>
    casesOf(passingReport({ functests, checks: [check('MG-FUN-001', fields)] })).at(-1)?.outcome
  const [failure] = mixedReport().checks.flatMap(({ findings }) => findings)
  const findings = failure ? [{ ...failure, message: 'functest pvc failed' }] : []
  const waived = findings.map((one) => ({ ...one, waivedBy: { reason: 'known', expires: '2027-01-31' } }))
  expect(outcomeWith({ outcome: 'fail', findings })).toBe('failed')
  expect(outcomeWith({ outcome: 'fail', findings, level: 'recommended' })).toBe('passed')
  expect(outcomeWith({ outcome: 'waived', findings: waived })).toBe('passed')
  expect(outcomeWith({ outcome: 'skip', skip: 'not-applicable', reason: 'off', level: 'off' })).toBe('passed')
})
