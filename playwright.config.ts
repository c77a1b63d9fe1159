import { defineConfig } from '@playwright/test'
import { findReports } from './tests/conformance/find-reports.js'

// Playwright asserts over reports that are finished: no browser, nothing to start, nothing to clean up.
await findReports(process.env)

export default defineConfig({
  testDir: './tests/conformance',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  forbidOnly: true,
  // A verdict does not change by asking again, and one worker reads a report faster than a second one starts.
  retries: 0,
  workers: 1,
  maxFailures: 0,
  reporter: [['list']],
})
