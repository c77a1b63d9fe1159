import { loadConfiguration, verifyPath } from '../../src/verify/index.js'
import type { Finding, Report } from '../../src/model/report.js'
import { fixtureKey } from './fixture-canaries.js'
import type { ExpectedFinding, LaidOut } from './fixture-captures.js'

export const tool = { name: 'isv-must-gather', version: '0.0.0' }
export const now = new Date('2026-11-21T00:00:00Z')

/** The report on a capture that was laid out, by its own configuration. */
export async function judgeCase({ capture, isv }: LaidOut, profile?: string): Promise<Report> {
  const configuration = await loadConfiguration(isv, '', profile)
  return verifyPath(capture, { configuration, tool, now, canaryKey: fixtureKey() })
}

const output = 'gathers/default/must-gather'

/** Of a finding what an expectation of it names. */
export function asExpected(finding: Finding, expected: ExpectedFinding | undefined): ExpectedFinding {
  const { message, at, want, got, count, rule } = finding
  const path = at && (at.path.startsWith(`${output}/`) ? at.path.slice(output.length) : at.path)
  const all: ExpectedFinding = {
    message,
    ...(path === undefined ? {} : { at: at?.line === undefined ? path : `${path}:${at.line}` }),
    want,
    got,
    count,
    ...(rule === undefined ? {} : { rule }),
  }
  const wanted = new Set([...Object.keys(expected ?? {}), 'message', 'at'])
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => wanted.has(key)),
  ) as unknown as ExpectedFinding
}
