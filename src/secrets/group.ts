import type { SecretFinding } from './finding.js'
import { maxPlaces } from './finding.js'

/**
 * One finding for each secret of a capture, however many files it stands in: counts are added up, the first places
 * kept. The order is by path and line, whatever order the files were scanned in.
 */
export function groupFindings(findings: readonly SecretFinding[]): SecretFinding[] {
  const groups = new Map<string, SecretFinding>()
  for (const finding of [...findings].sort(byPlace)) {
    const key = [finding.check, finding.rule, finding.subject ?? '', finding.fingerprint].join('\0')
    const group = groups.get(key)
    if (!group) groups.set(key, { ...finding, places: [...finding.places] })
    else {
      group.count += finding.count
      group.places.push(...finding.places.slice(0, maxPlaces - group.places.length))
    }
  }
  return [...groups.values()]
}

function byPlace(a: SecretFinding, b: SecretFinding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return a.line - b.line || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
}
