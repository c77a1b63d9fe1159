import type { ExitCode } from '../../model/errors.js'
import { reporterNamed } from '../../report/index.js'
import { loadConfiguration, verifyPath } from '../../verify/index.js'
import { canaryKeyFor } from '../canary-key.js'
import type { Entry } from '../main.js'
import type { VerifyOptions } from '../options/verify.js'
import { expectShortRun } from '../expect-short-run.js'
import { toolOf } from '../tool.js'

/** `must-gather verify PATH`: prints the report, and gives the exit code that is in it. */
export async function verify(entry: Entry, path: string, options: VerifyOptions): Promise<ExitCode> {
  expectShortRun()
  const configuration =
    options.isv === undefined
      ? undefined
      : await loadConfiguration(options.isv, options.isvs, options.profile)
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  const report = await verifyPath(path, {
    configuration,
    profile: options.profile,
    tool: toolOf(entry),
    now: new Date(),
    canaryKey: await canaryKeyFor(path, options.canaryKey),
    signal: interrupted.signal,
  })
  const colour = process.stdout.isTTY && entry.env['NO_COLOR'] === undefined
  process.stdout.write(reporterNamed(options.output)?.render(report, { colour }) ?? '')
  return report.exitCode as ExitCode
}
