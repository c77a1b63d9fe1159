import { appendFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../model/report.js'
import { reporterNamed } from '../report/index.js'

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
    filter: (source) => !report.subject.secretFound || !source.startsWith(capture),
  })
}
