import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../model/report.js'
import type { Reporter } from './reporter.js'
import { htmlReporter } from './reporters/html.js'
import { jsonReporter } from './reporters/json.js'
import { junitReporter } from './reporters/junit.js'
import { markdownReporter } from './reporters/markdown.js'
import { textReporter } from './reporters/text.js'

/** Tells a finished report to everybody who reads it: terminals, CI systems, programs and people. */

export { osde2eFolder, writeOsde2eResults } from './osde2e.js'
export { createProgress } from './progress/index.js'
export type { ProgressOptions, RunProgress } from './progress/index.js'
export type { Reporter, RenderOptions } from './reporter.js'

export const reporters: readonly Reporter[] = [
  textReporter,
  jsonReporter,
  junitReporter,
  markdownReporter,
  htmlReporter,
]

/** The reporter of that name, as `--output` takes it, or `undefined`. */
export function reporterNamed(name: string): Reporter | undefined {
  return reporters.find((reporter) => reporter.name === name)
}

export interface WrittenReports {
  files: { reporter: string; path: string }[]
  /** Reporters that failed; the others have written their files. */
  failures: { reporter: string; error: unknown }[]
}

/** Writes every reporter's file into `dir`, which is made where it is missing. One that fails does not keep others from writing. */
export async function writeReports(
  report: Report,
  dir: string,
  chosen: readonly Reporter[] = reporters,
): Promise<WrittenReports> {
  const written: WrittenReports = { files: [], failures: [] }
  await mkdir(dir, { recursive: true })
  for (const reporter of chosen) {
    if (!reporter.fileName) continue
    try {
      const path = join(dir, reporter.fileName(report))
      await writeFile(path, reporter.render(report))
      written.files.push({ reporter: reporter.name, path })
    } catch (error) {
      written.failures.push({ reporter: reporter.name, error })
    }
  }
  return written
}
