import type { SecretFinding } from '../finding.js'

/** The structural findings that are not of a value which was planted and found as that. */
export function withoutPlanted(
  structural: readonly SecretFinding[],
  found: readonly SecretFinding[],
): readonly SecretFinding[] {
  if (structural.length === 0) return structural
  const planted = new Set(found.filter(isPlanted).flatMap(({ covers = [] }) => covers))
  return structural.filter(({ fingerprint }) => !planted.has(fingerprint))
}

export const isPlanted = ({ check }: SecretFinding): boolean => check === 'MG-SEC-002'

/** The structural findings that no canary speaks for, and what the search found beside them: each value once. */
export function withoutCovered(
  structural: readonly SecretFinding[],
  found: readonly SecretFinding[],
): SecretFinding[] {
  if (structural.length === 0) return [...found]
  const kept = withoutPlanted(structural, found)
  const spoken = new Set(kept.flatMap(({ fingerprint, covers = [] }) => [fingerprint, ...covers]))
  return [...kept, ...found.filter(({ fingerprint }) => !spoken.has(fingerprint))]
}
