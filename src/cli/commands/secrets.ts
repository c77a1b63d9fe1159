import { openCapture } from '../../capture/index.js'
import { scanCapture } from '../../facts/scan-capture.js'
import type { ExitCode } from '../../model/errors.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { DescribedRule, SecretScan } from '../../model/secret-scan.js'
import { isWhole } from '../../model/secret-scan.js'
import { renderScanJson, renderScanSarif, renderScanText } from '../../report/scan/index.js'
import { describedRules } from '../../secrets/index.js'
import { abortOnSignals } from '../abort-on-signals.js'
import type { Entry } from '../main.js'
import type { SecretsOptions } from '../options/secrets.js'
import { expectShortRun } from '../expect-short-run.js'
import { toolOf } from '../tool.js'

/** `must-gather secrets PATH`: prints what was found, never a value. */
export async function secrets(
  entry: Entry,
  path: string | undefined,
  options: SecretsOptions,
): Promise<ExitCode> {
  if (options.rules) {
    process.stdout.write(ruleList(options.output))
    return exitCodes.passed
  }
  if (path === undefined) throw nothingAsked()
  expectShortRun()
  const signal = abortOnSignals()
  const scan = await scanCapture(await openCapture(path), { salt: options.salt, signal })
  process.stdout.write(render[options.output](scan, entry))
  return exitCodeOf(scan)
}

const render: Record<SecretsOptions['output'], (scan: SecretScan, entry: Entry) => string> = {
  text: renderScanText,
  json: renderScanJson,
  sarif: (scan, entry) => renderScanSarif(scan, { ...toolOf(entry), rules: describedRules }),
}

/** What could not be read might hold more: that is no verdict on the capture. */
function exitCodeOf(scan: SecretScan): ExitCode {
  if (!isWhole(scan) || scan.files === 0) return exitCodes.environment
  return scan.findings.length > 0 ? exitCodes.broken : exitCodes.passed
}

function ruleList(output: SecretsOptions['output']): string {
  if (output !== 'text') return `${JSON.stringify(describedRules, null, 2)}\n`
  return describedRules.map(ruleLine).join('')
}

const ruleLine = ({ id, severity, title, check }: DescribedRule) =>
  `${check}  ${severity.padEnd(8)}  ${id.padEnd(32)}  ${title}\n`

function nothingAsked(): ExpectedError {
  return new ExpectedError({
    code: 'usage.secrets',
    message: 'nothing was named to be searched',
    next: 'Name a folder, a .tar or a .tar.gz, as in must-gather secrets must-gather.local.1, or give --rules.',
    exitCode: exitCodes.usage,
  })
}
