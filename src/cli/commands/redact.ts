import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import type { Redaction } from '../../redact/index.js'
import { redactCapture } from '../../redact/index.js'
import { renderScanText } from '../../report/scan/index.js'
import { abortOnSignals } from '../abort-on-signals.js'
import type { RedactFlags } from '../options/redact.js'
import { redactionText } from '../redaction-text.js'

/** `must-gather redact PATH --out DEST`: writes the copy and says what is not in it; never a value. */
export async function redact(path: string, flags: RedactFlags): Promise<ExitCode> {
  const { out, salt, output } = flags
  const redaction = await redactCapture(path, { out, salt, signal: abortOnSignals() })
  process.stdout.write(
    output === 'json' ? `${JSON.stringify(redaction, null, 2)}\n` : redactionText(redaction),
  )
  if (!redaction.clean && output === 'text') process.stdout.write(renderScanText(redaction.proof))
  return exitCodeOf(redaction)
}

/** A copy that lacks what could not be read is no copy of the whole; one that is not clean is none to give away. */
function exitCodeOf({ clean, problems, files }: Redaction): ExitCode {
  return clean && problems.length === 0 && files > 0 ? exitCodes.passed : exitCodes.environment
}
