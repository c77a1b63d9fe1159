import { groupBy } from '../../lib/group-by.js'
import { nearest } from '../../lib/nearest.js'
import { oneLine } from '../../lib/printable.js'
import type { CheckResult, Finding, Report } from '../../model/report.js'
import { refused } from '../refused.js'

/** What a waiver would cover in a report: the findings of one check that have one fingerprint. */
export interface Chosen {
  check: CheckResult
  fingerprint: string
  findings: Finding[]
}

/** How many findings an error lists. */
const listed = 30

/**
 * Finds what is to be waived. Without a fingerprint it must be the only one of its check that is not waived yet. Throws
 * `waive.no-such-check`, `waive.nothing-found`, `waive.no-such-finding`, `waive.which-finding`.
 */
export function chooseFindings(report: Report, id: string, fingerprint: string | undefined): Chosen {
  const check = checkOf(report, id)
  const byFingerprint = groupBy(check.findings, (finding) => finding.fingerprint)
  const chosen = fingerprint === undefined ? theOnly(check, byFingerprint) : fingerprint
  const findings = byFingerprint.get(chosen)
  if (!findings) throw noSuchFinding(check, chosen, [...byFingerprint.keys()])
  return { check, fingerprint: chosen, findings }
}

function checkOf({ checks }: Report, id: string): CheckResult {
  const found = checks.find((check) => check.id === id)
  const withFindings = checks.filter(({ findings }) => findings.length > 0).map((check) => check.id)
  const choice =
    withFindings.length === 0
      ? 'No check of this report found anything.'
      : `Checks with findings: ${withFindings.join(', ')}.`
  if (!found) {
    const meant = nearest(
      id,
      checks.map((check) => check.id),
    )
    throw refused(
      'waive.no-such-check',
      `the report has no check ${oneLine(id, 60)}`,
      `${meant === undefined ? '' : `Did you mean ${meant}? `}${choice}`,
    )
  }
  if (found.findings.length > 0) return found
  const why =
    found.outcome === 'pass' ? 'it passed' : `its outcome is ${found.outcome}: ${found.reason ?? ''}`
  throw refused('waive.nothing-found', `${id} has no finding in this report: ${oneLine(why, 300)}`, choice)
}

function theOnly(check: CheckResult, byFingerprint: ReadonlyMap<string, Finding[]>): string {
  const open = [...byFingerprint].filter(([, findings]) => findings.some(({ waivedBy }) => !waivedBy))
  const [first, second] = open.length > 0 ? open : [...byFingerprint]
  if (first && !second) return first[0]
  const lines = open.map(([fingerprint, findings]) => `  ${fingerprint}  ${inWords(findings)}`)
  const more = lines.length > listed ? [`  and ${lines.length - listed} more, in report.json`] : []
  throw refused(
    'waive.which-finding',
    [`${check.id} has several findings:`, ...lines.slice(0, listed), ...more].join('\n'),
    'Say which one with --fingerprint F; one at a time, each with its own reason.',
  )
}

/** The message of the first, and how many there are of its fingerprint. */
export function inWords(findings: readonly Finding[]): string {
  const message = oneLine(findings[0]?.message ?? '', 200)
  return findings.length > 1 ? `${message} (and ${findings.length - 1} more of this fingerprint)` : message
}

function noSuchFinding({ id }: CheckResult, asked: string, known: readonly string[]) {
  const beginning = known.filter((one) => asked.length >= 4 && one.startsWith(asked))
  const meant = beginning.length === 1 ? beginning[0] : nearest(asked, known)
  return refused(
    'waive.no-such-finding',
    `${id} has no finding with the fingerprint ${oneLine(asked, 80)} in this report`,
    meant === undefined
      ? `Its fingerprints are: ${known.slice(0, listed).join(', ')}.`
      : `Did you mean --fingerprint ${meant}?`,
  )
}
