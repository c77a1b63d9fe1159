import type { CheckResult, Report } from '../model/report.js'

/** The parts of every report in the order in which a reader needs them: first what decides the verdict. */

export interface Section {
  name: SectionName
  title: string
  checks: CheckResult[]
}

const sections = {
  failed: 'Failed',
  error: 'Harness errors',
  notEvaluated: 'Not evaluated',
  recommended: 'Recommended, not counted in the verdict',
  waived: 'Waived',
  passed: 'Passed',
  skipped: 'Skipped',
} as const
export type SectionName = keyof typeof sections

export const sectionNames = Object.keys(sections) as SectionName[]

/** The section of a check: each check is in exactly one. */
export function sectionOf(check: CheckResult, report: Report): SectionName {
  switch (check.outcome) {
    case 'pass':
      return 'passed'
    case 'waived':
      return 'waived'
    case 'error':
      return 'error'
    case 'fail':
      return check.level === 'required' ? 'failed' : 'recommended'
    case 'skip':
      return isGap(check, report) ? 'notEvaluated' : 'skipped'
  }
}

/** A required check that should have been evaluated and was not, for no failure that the report already names. */
function isGap(check: CheckResult, { checks }: Report): boolean {
  if (check.level !== 'required' || check.skip !== 'not-evaluated') return false
  return !checks.some(({ id, outcome }) => id === check.because && outcome === 'fail')
}

/** The sections that have checks, each in the order of the report. */
export function sectionsOf(report: Report): Section[] {
  return sectionNames
    .map((name) => ({
      name,
      title: sections[name],
      checks: report.checks.filter((check) => sectionOf(check, report) === name),
    }))
    .filter((section) => section.checks.length > 0)
}
