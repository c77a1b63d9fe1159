import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedError } from '../../../src/model/errors.js'
import type { Report } from '../../../src/model/report.js'
import { reporters } from '../../../src/report/index.js'
import type { Configuration, VerifyOptions } from '../../../src/verify/index.js'
import { verifyPath } from '../../../src/verify/index.js'
import { now, tool } from '../../support/judge-case.js'
import { Broken } from '../target.js'
import { workFolder } from '../work-folder.js'

/** Judges the bytes, and says what came of it. */
export async function judgeArchive(bytes: Buffer, configuration: Configuration | undefined): Promise<string> {
  const report = await judged(bytes, { configuration }).catch(codeOf)
  return typeof report === 'string' ? report : describe(report)
}

/** The report on the bytes as `must-gather verify` makes it, rendered in every format. */
export async function judged(
  bytes: Buffer,
  options: Pick<VerifyOptions, 'configuration' | 'canaryKey'>,
): Promise<Report> {
  const path = join(workFolder(), 'input')
  writeFileSync(path, bytes)
  const report = await verifyPath(path, { ...options, tool, now })
  for (const reporter of reporters) reporter.render(report)
  const failure = report.checks.find(({ outcome }) => outcome === 'error')
  if (failure) throw new Broken(`${failure.id} failed itself: ${failure.reason ?? ''}`)
  return report
}

/** The code of an error that was foreseen; every other is thrown. */
export function codeOf(error: unknown): string {
  if (error instanceof ExpectedError) return error.code
  throw error
}

/** What is particular about a report. */
export function describe({ subject, checks }: Report): string {
  const outcomes = checks
    .filter(({ outcome }) => outcome !== 'pass')
    .map(
      ({ id, outcome, findings }) =>
        `${id} ${outcome} ${[...new Set(findings.map(wordsOf))].sort().join(',')}`,
    )
  return [subject.layout, subject.state, subject.gathers.length, ...outcomes].join('; ')
}

const wordsOf = ({ message, rule, got }: Report['checks'][number]['findings'][number]) =>
  [message, rule ?? '', (got ?? '').replace(/[\d"'`].*$/s, '').slice(0, 40)].join(' ')
