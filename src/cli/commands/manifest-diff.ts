import { diffAsJson, diffAsMarkdown, diffAsText, diffManifest, hasMoved } from '../../author/index.js'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import type { DiffFlags } from '../options/manifest.js'

const formats = { text: diffAsText, md: diffAsMarkdown, json: diffAsJson } as const

/** `must-gather manifest diff CAPTURE`: exit code 1 when something moved. */
export async function manifestDiff(capture: string, flags: DiffFlags): Promise<ExitCode> {
  const diff = await diffManifest({ ...flags, capture })
  process.stdout.write(formats[flags.output](diff))
  return hasMoved(diff) ? exitCodes.broken : exitCodes.passed
}
