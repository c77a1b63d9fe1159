import type { SecretFinding } from '../../src/model/secret-finding.js'
import { expectedRules, structuralRule } from './expected-rules.js'
import type { GroundTruth, Planted } from './must-gather-generator/types.js'

export interface FalseFinding {
  finding: SecretFinding
  /** What stands there: something planted that is no secret, or a secret of another kind or one that was found already. */
  at: string
}

export interface Comparison {
  found: { planted: Planted; finding: SecretFinding }[]
  missed: Planted[]
  wrong: FalseFinding[]
}

/**
 * Holds findings against what was planted. A planted secret is found where a finding of a rule for its kind names its
 * file and one of its lines; each secret takes one finding, and every finding that is left over is a false one.
 */
export function compareFindings(truth: GroundTruth, findings: readonly SecretFinding[]): Comparison {
  const missed = new Set(truth.secrets)
  const found: Comparison['found'] = []
  const wrong: FalseFinding[] = []
  for (const finding of findings) {
    const planted = [...missed].find((secret) => isOf(secret, finding) && standsAt(secret, finding))
    if (planted) {
      missed.delete(planted)
      found.push({ planted, finding })
    } else wrong.push({ finding, at: whatStandsThere(truth, finding) })
  }
  return { found, missed: [...missed], wrong }
}

function isOf({ kind }: Planted, { rule }: SecretFinding): boolean {
  return rule === structuralRule || (expectedRules[kind] ?? []).includes(rule)
}

function standsAt({ file, lines }: Planted, { path, places }: SecretFinding): boolean {
  return (
    file === path && places.every(({ line }) => lines.some(([first, last]) => line >= first && line <= last))
  )
}

function whatStandsThere({ secrets, lookAlikes }: GroundTruth, finding: SecretFinding): string {
  const there = ({ file, lines }: Planted) =>
    file === finding.path && lines.some(([first, last]) => finding.line >= first && finding.line <= last)
  const secret = secrets.find(there)
  if (secret) return `the secret "${secret.kind}", ${secret.place}`
  const alike = lookAlikes.find(there)
  return alike ? `the look-alike "${alike.kind}", ${alike.place}` : 'nothing that was planted'
}
