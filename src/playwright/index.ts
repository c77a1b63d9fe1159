/** Ties a finished report to Playwright Test: one test per phase, check and functest, judged already. */
export { defineReportTests } from './define-report-tests.js'
export { readReports } from './read-reports.js'
export { runPlaywright } from './run-playwright.js'
export type { PlaywrightOptions, PlaywrightResult } from './run-playwright.js'
