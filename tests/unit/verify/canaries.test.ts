import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Profile } from '../../../src/model/profile.js'
import type { Report } from '../../../src/model/report.js'
import { loadConfiguration, verifyPath } from '../../../src/verify/index.js'
import { fixtureCanary, fixtureKey } from '../../support/fixture-canaries.js'
import type { LaidOut } from '../../support/fixture-captures.js'
import { layOut } from '../../support/fixture-captures.js'
import { now, tool } from '../../support/judge-case.js'
import { tempFolder } from '../../support/temp-folder.js'

const log = 'namespaces/acme/pods/acme-operator-7d9c5b8f6d-x2k4z/manager/manager/logs/current.log'
const result = (report: Report) => report.checks.find(({ id }) => id === 'MG-SEC-002')

/** The base capture, in which the values of these kinds were logged. */
function leaking(...kinds: string[]): LaidOut {
  const laid = layOut(tempFolder())
  for (const kind of kinds)
    appendFileSync(join(laid.mustGather, log), `2026-11-20T10:00:09Z said ${fixtureCanary(kind).value}\n`)
  return laid
}

async function judge(
  { capture, isv }: LaidOut,
  checks: Profile['checks'] = {},
  canaryKey: Buffer | undefined = fixtureKey(),
) {
  const configuration = await loadConfiguration(isv, '', undefined)
  const profile = { ...configuration.profile, checks: { ...configuration.profile.checks, ...checks } }
  return verifyPath(capture, { configuration: { ...configuration, profile }, tool, now, canaryKey })
}

const withoutKey = ({ capture, isv }: LaidOut) =>
  loadConfiguration(isv, '', undefined).then((configuration) =>
    verifyPath(capture, { configuration, tool, now }),
  )

describe('a planted value that came out', () => {
  it.each(['opaque', 'basic-auth', 'dockerconfigjson', 'tls'])(
    'of a Secret (%s) breaks the contract',
    async (kind) => {
      const report = await judge(leaking(kind))
      expect(result(report)).toMatchObject({ outcome: 'fail', level: 'required' })
      expect(report).toMatchObject({ verdict: 'fail', exitCode: 1, subject: { secretFound: true } })
    },
  )

  it.each(['config-map', 'environment', 'log'])('of another place (%s) is to be looked at', async (kind) => {
    const report = await judge(leaking(kind))
    expect(result(report)).toMatchObject({
      outcome: 'fail',
      level: 'recommended',
      findings: [{ level: 'recommended' }],
    })
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0, subject: { secretFound: true } })
  })

  it.each(['config-map', 'environment', 'log'])(
    'of another place (%s) breaks the contract where the profile says so',
    async (kind) => {
      const report = await judge(leaking(kind), { [`MG-SEC-002/${kind}`]: 'required' })
      expect(result(report)).toMatchObject({ outcome: 'fail', level: 'required' })
      expect(report).toMatchObject({ verdict: 'fail', exitCode: 1 })
    },
  )

  it('weighs as much as the gravest that did', async () => {
    const report = await judge(leaking('log', 'opaque'))
    expect(result(report)).toMatchObject({ outcome: 'fail', level: 'required' })
    expect(result(report)?.findings.map(({ rule, level }) => [rule, level])).toEqual([
      ['opaque', undefined],
      ['log', 'recommended'],
    ])
  })

  it('is in no report', async () => {
    const kinds = ['opaque', 'basic-auth', 'dockerconfigjson', 'tls', 'config-map', 'environment', 'log']
    const report = JSON.stringify(await judge(leaking(...kinds)))
    for (const value of kinds.map((kind) => fixtureCanary(kind).value)) {
      for (const encoding of ['latin1', 'base64', 'hex'] as const)
        expect(report).not.toContain(Buffer.from(value).toString(encoding).slice(60, 80) || value)
    }
  })
})

describe('what was planted and cannot be looked for', () => {
  it('is a gap, and says what is missing', async () => {
    const report = await withoutKey(leaking('opaque'))
    expect(result(report)).toMatchObject({
      outcome: 'skip',
      skip: 'not-evaluated',
      reason: expect.stringContaining('give it with --canary-key FILE') as string,
    })
  })

  it('leaves no verdict but incomplete', async () => {
    expect(await withoutKey(layOut(tempFolder()))).toMatchObject({ verdict: 'incomplete', exitCode: 3 })
  })

  it('is not looked for with the key of another run', async () => {
    await expect(judge(leaking(), {}, Buffer.alloc(32, 1))).rejects.toMatchObject({
      code: 'canaries.other-key',
      exitCode: 2,
    })
  })

  it('is a gap where canaries.json cannot be read', async () => {
    const laid = layOut(tempFolder())
    writeFileSync(join(laid.capture, 'canaries.json'), '{"schemaVersion": "none"}')
    expect(result(await judge(laid))).toMatchObject({
      skip: 'not-evaluated',
      reason: expect.stringMatching(/^canaries\.json is not as its schema wants it/) as string,
    })
  })
})

it('a record that is too large is a gap, and says so', async () => {
  const laid = layOut(tempFolder())
  writeFileSync(join(laid.capture, 'canaries.json'), Buffer.alloc(65 * 2 ** 20, ' '))
  expect(result(await judge(laid))).toMatchObject({
    skip: 'not-evaluated',
    reason: 'canaries.json is larger than 64 MB',
  })
})

it('a capture in which nothing was planted is neither broken nor fit to certify', async () => {
  const laid = layOut(tempFolder())
  rmSync(join(laid.capture, 'canaries.json'))
  const report = await withoutKey(laid)
  expect(result(report)).toMatchObject({ outcome: 'skip', skip: 'not-applicable' })
  expect(report).toMatchObject({
    verdict: 'pass',
    exitCode: 0,
    certifiable: { value: false, why: ['required checks were not applicable: MG-SEC-002'] },
  })
})
