import type { CheckResult, Report } from '../model/report.js'
import { oneLine } from '../lib/printable.js'
import { sectionNames, sectionOf } from './sections.js'
import type { SectionName } from './sections.js'

const words: Record<SectionName, string> = {
  failed: 'failed',
  error: 'in error',
  notEvaluated: 'not evaluated',
  recommended: 'recommended failed',
  waived: 'waived',
  passed: 'passed',
  skipped: 'skipped',
}

const groups = ['operator', 'bundle', 'index', 'must-gather'] as const

/** `2 failed, 1 not evaluated, 20 passed`: every check of the report is counted once. */
export function countsText(report: Report): string {
  return countsOf(report.checks, report)
}

/** The same for each image of which something was judged: `bundle`, `3 passed`. */
export function groupCounts(report: Report): [group: string, counts: string][] {
  return groups
    .map((group) => [group, report.checks.filter((check) => check.group === group)] as const)
    .filter(([, checks]) => checks.length > 0)
    .map(([group, checks]) => [group, countsOf(checks, report)])
}

function countsOf(checks: readonly CheckResult[], report: Report): string {
  const counts = sectionNames.map((name) => ({
    word: words[name],
    count: checks.filter((check) => sectionOf(check, report) === name).length,
  }))
  return (
    counts
      .filter(({ count }) => count > 0)
      .map(({ word, count }) => `${count} ${word}`)
      .join(', ') || 'no checks'
  )
}

/** `certifiable`, or `not certifiable: ` and what stands against it. */
export function certifiableText(report: Report): string {
  const { value, why } = report.certifiable
  if (value) return 'certifiable'
  return why.length > 0
    ? `not certifiable: ${why.map((reason) => oneLine(reason)).join('; ')}`
    : 'not certifiable'
}

/** `existing v1.36.0 (openshift 4.18.3, 3 nodes amd64) at api.example.com:6443`, or that there was none. */
export function clusterText(report: Report): string {
  const { cluster } = report
  if (!cluster) return 'no cluster: judged from disk'
  const { driver, version, platform, openshift, nodes = [], server } = cluster
  const kind = openshift === undefined ? platform : `${platform} ${openshift}`
  const about = [kind, ...nodes.map(nodesText)].join(', ')
  return oneLine(`${driver} ${version} (${about})${driver === 'existing' && server ? ` at ${server}` : ''}`)
}

function nodesText({ count, architecture }: { count: number; architecture: string }): string {
  return `${count} ${count === 1 ? 'node' : 'nodes'} ${architecture}`
}

/** What was judged: the ISV, or the path where no ISV is known. */
export function subjectName(report: Report): string {
  return oneLine(report.subject.isv ?? report.subject.path)
}

/** The verdict in one line: `fail: nfs-provisioner: 2 failed, 20 passed; not certifiable: embedded cluster`. */
export function headline(report: Report): string {
  const partial = report.subject.state === 'partial' ? '; the capture is partial' : ''
  return `${report.verdict}: ${subjectName(report)}: ${countsText(report)}${partial}; ${certifiableText(report)}`
}
