import { join, resolve } from 'node:path'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes, worseExitCode } from '../../model/errors.js'
import type { Report } from '../../model/report.js'
import { runPlaywright } from '../../playwright/index.js'
import { createProgress, reporterNamed, writeOsde2eResults, writeReports } from '../../report/index.js'
import { newCanaryKey } from '../../secrets/index.js'
import type { Configuration } from '../../verify/index.js'
import { verifyPath } from '../../verify/index.js'
import { canaryKeyFor } from '../canary-key.js'
import { configurationsOf } from '../configurations.js'
import { consoleLogger } from '../console-logger.js'
import { grepSelects } from '../grep.js'
import { watchInterrupts } from '../interrupts.js'
import type { Interrupts } from '../interrupts.js'
import type { Entry } from '../main.js'
import type { TestOptions } from '../options/test.js'
import { canaryKeyFile, publish } from '../publish.js'
import { reportFailure } from '../report-failure.js'
import { newRunId } from '../run-id.js'
import { runOne } from '../run-one.js'
import { toolOf } from '../tool.js'

/** What a command of the harness has at hand for each ISV. */
export interface Session {
  entry: Entry
  options: TestOptions
  interrupts: Interrupts
}

/** `must-gather test`: runs each ISV, judges its capture, and has Playwright assert over the reports. */
export async function test(entry: Entry, options: TestOptions): Promise<ExitCode> {
  const configurations = await configurationsOf(options)
  const interrupts = watchInterrupts((message) => process.stderr.write(`${message}\n`), options.timeout)
  const session = { entry, options, interrupts }
  let worst: ExitCode = exitCodes.passed
  const reports: { report: Report; file: string }[] = []
  try {
    for (const configuration of configurations) {
      if (interrupts.signal.aborted) break
      try {
        const judged = await testOne(session, configuration)
        reports.push(judged)
        worst = worseExitCode(worst, judged.report.exitCode as ExitCode)
      } catch (error) {
        worst = worseExitCode(worst, await reportFailure(error, process.stderr))
      }
    }
    if (options.osde2e !== undefined)
      await writeOsde2eResults(
        reports.map(({ report }) => report),
        options.osde2e,
      )
    worst = worseExitCode(worst, await assertOver(session, reports))
    if (interrupts.interrupted()) worst = exitCodes.interrupted
  } finally {
    interrupts.stop()
  }
  const colour = process.stdout.isTTY && entry.env['NO_COLOR'] === undefined
  for (const { report } of reports)
    process.stdout.write(reporterNamed('text')?.render(report, { colour }) ?? '')
  return worst
}

async function testOne(
  session: Session,
  configuration: Configuration,
): Promise<{ report: Report; file: string }> {
  const { entry, options, interrupts } = session
  const { isv } = configuration
  const runId = newRunId(new Date())
  const runDir = resolve(options.artifacts, isv.name, runId)
  const stream = process.stdout
  const progress = createProgress({
    stream,
    tty: stream.isTTY && !entry.env['CI'],
    now: () => performance.now(),
  })
  const canaryKey = { key: newCanaryKey(), file: join(runDir, canaryKeyFile) }
  let path = options.capture
  try {
    if (path === undefined) {
      path = join(runDir, 'capture')
      await runOne({
        session,
        configuration,
        runId,
        captureDir: path,
        canaryKey,
        progress,
        logger: consoleLogger(options.verbose, progress),
      })
    }
  } finally {
    progress.close()
  }
  const report = await verifyPath(path, {
    configuration,
    tool: toolOf(entry),
    now: new Date(),
    selects: grepSelects(options.grep, isv.name),
    // A capture that is judged again was made under a key of its own.
    canaryKey: options.capture === undefined ? canaryKey.key : await canaryKeyFor(options.capture, undefined),
    signal: interrupts.force,
  })
  const written = await writeReports(report, runDir)
  for (const { reporter, error } of written.failures)
    process.stderr.write(`reporter ${reporter} failed: ${String(error)}\n`)
  await publish(report, runDir, entry.env)
  return { report, file: join(runDir, 'report.json') }
}

/** The exit code is the reports'; Playwright's own only counts where it disagrees, as then one of them is wrong. */
async function assertOver(
  { options, interrupts }: Session,
  reports: { report: Report; file: string }[],
): Promise<ExitCode> {
  if (reports.length === 0 || interrupts.signal.aborted) return exitCodes.passed
  const { exitCode } = await runPlaywright({
    reports: reports.map(({ file }) => file),
    grep: options.grep,
    output: 'inherit',
    signal: interrupts.signal,
  })
  // With --grep, what Playwright was not asked for cannot make it red.
  if (options.grep !== undefined || interrupts.signal.aborted) return exitCodes.passed
  const allPassed = reports.every(({ report }) => report.exitCode === exitCodes.passed)
  return (exitCode === 0) === allPassed ? exitCodes.passed : exitCodes.environment
}
