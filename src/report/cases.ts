import type { CheckResult, Finding, Report } from '../model/report.js'
import type { PhaseRecord } from '../model/capture-record.js'
import { stripVTControlCharacters } from 'node:util'
import { clip, oneLine, printable } from '../lib/printable.js'
import { findingsText } from './finding-text.js'
import { headline } from './headline.js'

/** A report as test cases: what JUnit lists and what Playwright asserts, so that the two agree. */

export const caseGroups = [
  'verdict',
  'phases',
  'operator',
  'bundle',
  'index',
  'must-gather',
  'functests',
] as const
export type CaseGroup = (typeof caseGroups)[number]

/** The output of a functest is 16 KiB at most; what is written out is longer. */
const textLimit = 32_768

export interface TestCase {
  group: string
  /** Of a check. */
  id?: string
  /** With the id unique in its group, and the same whatever the outcome is. */
  title: string
  /** Only `failed` and `error` are red. */
  outcome: 'passed' | 'failed' | 'error' | 'skipped'
  /** One line: why it is red or skipped. */
  summary: string
  /** Everything there is to say, on many lines. */
  details: string
  /** What is said of a case that is not red: a waiver, a recommendation that is not followed. */
  notes: { type: 'waived' | 'recommended' | 'looked' | 'contract'; text: string }[]
  level: 'required' | 'recommended'
  /** Milliseconds; 0 for a check, which takes none worth telling. */
  durationMs: number
}

/**
 * Every case of a report, in the order of `caseGroups`. Some case is red exactly where the exit code is not 0: the case
 * `verdict` is, whenever the report is not passed, so that a run without an evaluated check cannot look green.
 */
export function casesOf(report: Report): TestCase[] {
  const cases = [
    verdictCase(report),
    ...report.phases.map((phase) => phaseCase(phase, report)),
    ...report.checks.map(checkCase),
    ...report.functests.map((functest) => functestCase(functest, report)),
  ]
  return withUniqueNames(cases)
}

/** The groups that have cases; one that the list above does not know comes last. */
export function groupCases(cases: readonly TestCase[]): [group: string, cases: TestCase[]][] {
  const groups = new Set<string>([...caseGroups, ...cases.map((one) => one.group)])
  return [...groups]
    .map((group): [string, TestCase[]] => [group, cases.filter((one) => one.group === group)])
    .filter(([, members]) => members.length > 0)
}

function verdictCase(report: Report): TestCase {
  const red = report.exitCode !== 0
  const summary = `${headline(report)} (exit code ${report.exitCode})`
  return {
    ...emptyCase('verdict', 'the verdict is pass'),
    outcome: red ? 'failed' : 'passed',
    summary,
    details: [summary, ...report.notes.map((note) => `note: ${printable(note)}`)].join('\n'),
  }
}

const checkOutcomes = {
  pass: 'passed',
  waived: 'passed',
  skip: 'skipped',
  error: 'error',
  fail: 'failed',
} as const

function checkCase(check: CheckResult): TestCase {
  const required = check.level === 'required'
  const informing = check.outcome === 'fail' && !required
  return {
    ...emptyCase(check.group, oneLine(check.title)),
    id: check.id,
    level: required ? 'required' : 'recommended',
    // A recommendation that is not followed is told, and fails nothing.
    outcome: informing ? 'passed' : checkOutcomes[check.outcome],
    summary: checkSummary(check),
    details: checkDetails(check),
    notes: checkNotes(check, informing),
  }
}

/** One line on why a check has its outcome. */
export function checkSummary(check: CheckResult): string {
  const [first] = check.findings
  const more = check.findings.length > 1 ? ` (and ${check.findings.length - 1} more)` : ''
  if (check.outcome === 'fail' && first) return oneLine(first.message, 300) + more
  if (check.outcome === 'pass')
    return check.looked === undefined ? '' : `looked at ${oneLine(check.looked, 300)}`
  if (check.outcome === 'waived') return `waived: ${oneLine(first?.message ?? '', 300)}${more}`
  const because = check.because === undefined ? '' : ` (because of ${oneLine(check.because)})`
  return `${check.skip ?? check.outcome}: ${oneLine(check.reason ?? 'no reason given', 300)}${because}`
}

function checkDetails(check: CheckResult): string {
  const contract = `contract: ${oneLine(check.contract.sentence)}\nlink: ${oneLine(check.contract.link)}`
  const reason = check.reason === undefined ? [] : [clip(printable(check.reason), textLimit)]
  const findings = check.findings.length > 0 ? [findingsText(check.findings)] : []
  return [...reason, ...findings, contract].join('\n\n')
}

function checkNotes(check: CheckResult, informing: boolean): TestCase['notes'] {
  const waived = check.findings.filter((finding) => finding.waivedBy).map(waiverNote)
  return [
    ...(check.looked === undefined ? [] : [{ type: 'looked' as const, text: `at ${oneLine(check.looked)}` }]),
    ...waived,
    ...(informing
      ? [{ type: 'recommended' as const, text: `not counted in the verdict: ${checkSummary(check)}` }]
      : []),
  ]
}

function waiverNote(finding: Finding): TestCase['notes'][number] {
  const { reason = '', expires = '' } = finding.waivedBy ?? {}
  const text = `${oneLine(finding.message, 300)}: ${oneLine(reason, 300)} (until ${oneLine(expires)}, ${finding.fingerprint})`
  return { type: 'waived', text }
}

function phaseCase(phase: PhaseRecord, report: Report): TestCase {
  const { error } = phase
  const reason = error ? `${error.code}: ${error.message}` : (phase.reason ?? '')
  const bad = phase.outcome === 'failed' || phase.outcome === 'interrupted' || phase.outcome === 'running'
  // What a phase found is judged by the checks: a phase alone does not break a run that passed.
  const outcome = bad && report.exitCode !== 0 ? (error ? 'error' : 'failed') : bad ? 'passed' : phase.outcome
  const summary = oneLine(`${phase.outcome}${reason === '' ? '' : `: ${reason}`}`, 300)
  return {
    ...emptyCase('phases', oneLine(phase.name)),
    outcome: outcome as TestCase['outcome'],
    summary,
    details: [printable(reason) || summary, ...(error ? [`next: ${printable(error.next)}`] : [])].join('\n'),
    durationMs: phase.durationMs ?? 0,
  }
}

type Functest = Report['functests'][number]

function functestCase(functest: Functest, report: Report): TestCase {
  const ended = functest.exitCode === undefined ? functest.outcome : `exit code ${functest.exitCode}`
  const summary = `${oneLine(functest.name)}: ${oneLine(ended)}`
  const excuse = functest.outcome === 'passed' ? undefined : functestExcuse(functest, report)
  const failed = functest.outcome !== 'not-run' && functest.outcome !== 'passed'
  return {
    ...emptyCase('functests', oneLine(functest.name)),
    outcome:
      functest.outcome === 'not-run' ? 'skipped' : failed && excuse === undefined ? 'failed' : 'passed',
    summary: functest.outcome === 'passed' ? '' : summary,
    details: [summary, clip(printable(stripVTControlCharacters(functest.output)), textLimit)].join('\n'),
    notes: failed && excuse !== undefined ? [{ type: 'recommended', text: `${summary}: ${excuse}` }] : [],
    durationMs: functest.durationMs,
  }
}

/** Why a functest that failed is not red: MG-FUN-001, which judges functests, did not fail the run for it. */
function functestExcuse(functest: Functest, report: Report): string | undefined {
  const judged = report.checks.find((check) => check.id === 'MG-FUN-001')
  if (!judged || judged.outcome === 'skip') return 'the profile does not judge functests'
  if (judged.outcome === 'fail' && judged.level !== 'required') return 'recommended only'
  const own = judged.findings.filter(({ message }) => message.includes(functest.name))
  const waived = own.find((finding) => finding.waivedBy)?.waivedBy
  return waived && own.every((finding) => finding.waivedBy) ? `waived: ${oneLine(waived.reason)}` : undefined
}

function emptyCase(group: string, title: string): TestCase {
  return {
    group,
    title,
    outcome: 'passed',
    summary: '',
    details: '',
    notes: [],
    level: 'required',
    durationMs: 0,
  }
}

/** Prow shows a name that both passes and fails as flaky, and Playwright refuses it: a repeated one is numbered. */
function withUniqueNames(cases: TestCase[]): TestCase[] {
  const seen = new Map<string, number>()
  return cases.map((one) => {
    const key = `${one.group}\n${one.id}\n${one.title}`
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return count === 1 ? one : { ...one, title: `${one.title} (${count})` }
  })
}
