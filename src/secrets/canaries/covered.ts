import type { SecretFinding } from '../finding.js'

/** The structural findings that no canary speaks for, and what the search found beside them: each value once. */
export function withoutCovered(
  structural: readonly SecretFinding[],
  found: readonly SecretFinding[],
): SecretFinding[] {
  const covered = new Set(found.flatMap(({ covers = [] }) => covers))
  const kept = structural.filter(({ fingerprint }) => !covered.has(fingerprint))
  const spoken = new Set(kept.flatMap(({ fingerprint, covers = [] }) => [fingerprint, ...covers]))
  return [...kept, ...found.filter(({ fingerprint }) => !spoken.has(fingerprint))]
}
