import type { _baseTest } from '@playwright/test'
import { casesOf, groupCases } from '../report/cases.js'
import type { TestCase } from '../report/cases.js'
import type { Report } from '../model/report.js'
import { oneLine } from '../lib/printable.js'

type Test = typeof _baseTest

/**
 * Declares the tests of finished reports: a `describe` per report and group, a test per phase, check and functest, and
 * one for the verdict. `test` is Playwright's, given by the spec file, which alone may load it.
 */
export function defineReportTests(test: Test, reports: readonly Report[]): void {
  const titles = new Set<string>()
  for (const report of reports) {
    test.describe(uniqueTitle(report, titles), () => {
      for (const [group, cases] of groupCases(casesOf(report))) {
        test.describe(group, () => cases.forEach((one) => defineTest(test, one)))
      }
    })
  }
}

/** Playwright refuses two tests of one title, and one ISV may have several reports. */
function uniqueTitle(report: Report, taken: Set<string>): string {
  const name = oneLine(report.subject.isv ?? 'must-gather', 200)
  let title = name
  for (let count = 2; taken.has(title); count++) title = `${name} (${count})`
  taken.add(title)
  return title
}

function defineTest(test: Test, one: TestCase): void {
  const annotation = one.notes.map(({ type, text }) => ({ type, description: text }))
  test(one.id === undefined ? one.title : `${one.id} ${one.title}`, { annotation }, () => {
    test.skip(one.outcome === 'skipped', one.summary)
    if (one.outcome !== 'passed') throw new ReportedFailure(one)
  })
}

/** What the report says, without the stack of this file, which would say where nothing is wrong. */
class ReportedFailure extends Error {
  constructor({ outcome, summary, details }: TestCase) {
    const told = details.startsWith(summary) ? details : `${summary}\n\n${details}`
    super(outcome === 'error' ? `the harness failed, not the gather: ${told}` : told)
    this.stack = this.message
  }
}
