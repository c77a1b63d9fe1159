import { readFileSync } from 'node:fs'
import { ExpectedError } from '../model/errors.js'
import type { Report } from '../model/report.js'

const lists = ['checks', 'phases', 'functests', 'waivers', 'notes'] as const

/**
 * Reads reports from the paths of report.json files; tests are declared from them, so it does not wait. That a file is a
 * report of this version is looked at, not every field of it: that would take longer than all the assertions.
 */
export function readReports(paths: readonly string[]): Report[] {
  return paths.map(readReport)
}

function readReport(path: string): Report {
  let report: Partial<Report> | null
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as Partial<Report> | null
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : 'it cannot be read', cause)
  }
  if (report?.schemaVersion !== 'report/v1') throw unreadable(path, 'its schemaVersion is not report/v1')
  const missing = lists.find((name) => !Array.isArray(report[name]))
  if (missing !== undefined) throw unreadable(path, `it has no list ${missing}`)
  if (typeof report.exitCode !== 'number') throw unreadable(path, 'it has no exitCode')
  return report as Report
}

function unreadable(path: string, problem: string, cause?: unknown): ExpectedError {
  return new ExpectedError({
    code: 'report.unreadable',
    message: `${path} is no report: ${problem}`,
    next: 'Name a report.json that this version wrote, or judge the capture anew: must-gather verify CAPTURE.',
    exitCode: 2,
    cause,
  })
}
