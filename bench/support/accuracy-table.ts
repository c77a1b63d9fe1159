import type { Comparison } from './compare-findings.js'
import { expectedRules } from './expected-rules.js'
import { table } from './table.js'

interface Row {
  found: number
  missed: number
  wrong: number
}

/** Precision and recall of every rule that had something to find or found something, over all comparisons. */
export function accuracyTable(comparisons: readonly Comparison[]): string {
  const rows = new Map<string, Row>()
  const row = (rule: string) => {
    const known = rows.get(rule) ?? { found: 0, missed: 0, wrong: 0 }
    rows.set(rule, known)
    return known
  }
  for (const { found, missed, wrong } of comparisons) {
    for (const { finding } of found) row(finding.rule).found++
    for (const { kind } of missed) row(expectedRules[kind]?.[0] ?? kind).missed++
    for (const { finding } of wrong) row(finding.rule).wrong++
  }
  const cells = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, { found, missed, wrong }]) => [
      rule,
      ...[found, missed, wrong].map(String),
      share(found, found + wrong),
      share(found, found + missed),
    ])
  return table(['rule', 'found', 'missed', 'false', 'precision', 'recall'], cells)
}

export const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(3))
