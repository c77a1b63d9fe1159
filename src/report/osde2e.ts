import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../model/report.js'
import { junitReporter } from './reporters/junit.js'

/** Where osde2e looks into the pod of a test harness. */
export const osde2eFolder = '/test-run-results'

/**
 * Writes what osde2e reads of a test harness: one `junit-<isv>.xml` for each report, and one addon-metadata.json.
 * @param dir Made where it is missing; osde2e's own is `/test-run-results`.
 */
export async function writeOsde2eResults(reports: readonly Report[], dir: string): Promise<void> {
  await mkdir(dir, { recursive: true })
  for (const report of reports)
    await writeFile(join(dir, `junit-${fileSafe(nameOf(report))}.xml`), junitReporter.render(report))
  const metadata = Object.fromEntries(reports.flatMap((report) => Object.entries(addonMetadata(report))))
  await writeFile(join(dir, 'addon-metadata.json'), `${JSON.stringify(metadata, undefined, 2)}\n`)
}

/** One flat object, as osde2e takes metadata: every value is a string, booleans too. */
export function addonMetadata(report: Report): Record<string, string> {
  const { verdict, certifiable, profile, exitCode, tool, subject, cluster } = report
  const values = {
    verdict,
    passed: String(verdict === 'pass'),
    certifiable: String(certifiable.value),
    'exit-code': String(exitCode),
    profile,
    'capture-digest': subject.digest,
    'tool-version': tool.version,
    ...(cluster && { 'cluster-version': cluster.version, platform: cluster.platform }),
  }
  const prefix = `must-gather.${nameOf(report)}`
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]))
}

const nameOf = ({ subject: { isv = 'must-gather' } }: Report) => isv

const fileSafe = (name: string) => name.replace(/[^\w.-]/g, '-').slice(0, 100)
