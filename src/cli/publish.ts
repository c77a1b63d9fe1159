import { appendFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../model/report.js'
import { reporterNamed } from '../report/index.js'

/** In the folder of a run: with it, values that were planted can be told again. It is never handed on. */
export const canaryKeyFile = 'canary.key'

/** Hands the reports to the CI system that runs us; a capture with a secret in it stays where it is. */
export async function publish(
  report: Report,
  runDir: string,
  env: Record<string, string | undefined>,
): Promise<void> {
  const { ARTIFACT_DIR: artifactDir, GITHUB_STEP_SUMMARY: stepSummary } = env
  if (stepSummary) await appendFile(stepSummary, reporterNamed('md')?.render(report) ?? '')
  if (!artifactDir) return
  const capture = join(runDir, 'capture')
  const target = join(artifactDir, report.subject.isv ?? 'must-gather')
  await cp(runDir, target, {
    recursive: true,
    filter: (source) =>
      source !== join(runDir, canaryKeyFile) && (!report.subject.secretFound || !source.startsWith(capture)),
  })
}
