import { describe, expect, it } from 'vitest'
import { checks } from '../../../src/checks/index.js'
import type { FixtureCase } from '../../support/fixture-captures.js'
import { fixtureCases, layOut } from '../../support/fixture-captures.js'
import { asExpected, judgeCase } from '../../support/judge-case.js'
import { tempFolder } from '../../support/temp-folder.js'

const cases = fixtureCases()

describe('fixture captures', () => {
  it('has a good and a bad capture for every check, and for nothing else', () => {
    const ids = checks.map(({ id }) => id).sort()
    const withCase = (isGood: boolean) =>
      [...new Set(cases.filter((one) => one.isGood === isGood).map(({ check }) => check))].sort()
    expect(withCase(true)).toEqual(ids)
    expect(withCase(false)).toEqual(ids)
  })

  it('names each case ok or ng', () => {
    expect(
      cases.map(({ name }) => name).filter((name) => !/^[A-Z\d-]+\/(?:ok|ng)\.[a-z\d-]+$/.test(name)),
    ).toEqual([])
  })

  it('passes the base capture, with every check evaluated and fit to certify', async () => {
    const report = await judgeCase(layOut(tempFolder()))
    expect(report.checks.filter(({ outcome }) => outcome !== 'pass')).toEqual([])
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0, certifiable: { value: true, why: [] } })
  })

  it.each(cases.filter(({ isGood }) => isGood).map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      const { report, findings, skips } = await judged(one)
      expect(findings).toEqual(one.expected.findings ?? [])
      expect(report.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'error')).toEqual([])
      expect(skips).toEqual(one.expected.skips ?? {})
      expect(report).toMatchObject({ verdict: 'pass', exitCode: 0 })
    },
  )

  it.each(cases.filter(({ isGood }) => !isGood).map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      const { report, findings, skips } = await judged(one)
      expect(findings).toEqual(one.expected.findings ?? [])
      const others = report.checks.filter(({ id, outcome }) => id !== one.check && /fail|error/.test(outcome))
      expect(others).toEqual([])
      expect(skips).toMatchObject(one.expected.skips ?? {})
      expect(report).toMatchObject({ verdict: 'fail', exitCode: 1 })
    },
  )
})

async function judged(one: FixtureCase) {
  const { expected } = one
  const report = await judgeCase(layOut(tempFolder(), one.dir), expected.profile)
  const named = report.checks.find(({ id }) => id === one.check)
  expect(named?.outcome).toBe(expected.outcome ?? (one.isGood ? 'pass' : 'fail'))
  const findings = (named?.findings ?? []).map((finding, index) =>
    asExpected(finding, expected.findings?.[index]),
  )
  const skips = Object.fromEntries(
    report.checks.filter(({ outcome }) => outcome === 'skip').map(({ id, reason }) => [id, reason]),
  )
  return { report, findings, skips }
}
