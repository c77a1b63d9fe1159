import type { SecretFinding } from '../finding.js'

/** The structural findings that no canary speaks for, and what the search found. */
export function withoutCovered(
  structural: readonly SecretFinding[],
  found: readonly SecretFinding[],
): SecretFinding[] {
  const covered = new Set(found.flatMap(({ covers = [] }) => covers))
  return [...structural.filter(({ fingerprint }) => !covered.has(fingerprint)), ...found]
}
