import { createPlantedCollector } from '../canaries/sightings.js'
import type { Place, SecretFinding } from '../finding.js'
import { fingerprint, mask, maxPlaces } from '../finding.js'
import type { SecretRule } from '../rules/types.js'

/** One place where a rule found a value. */
export interface Sighting {
  rule: SecretRule
  value: string
  line: number
  layers: readonly string[]
}

export interface Collector {
  /** Takes a sighting; those of one value come with ascending lines. */
  add(sighting: Sighting): void
  findings(): SecretFinding[]
}

interface Group extends Sighting {
  lastLine: number
  count: number
  places: Place[]
}

/** How many different secrets of one file are told apart: a file of more is beyond a list. */
const maxGroups = 5000

/** Gathers the sightings of one file into one finding for each secret. */
export function createCollector(path: string, salt: string): Collector {
  const groups = new Map<string, Group>()
  const canaries = createPlantedCollector(path, salt)
  return {
    add({ rule, value: found, line, layers }) {
      if (rule.planted) return canaries.add({ planted: rule.planted, line, layers })
      const value = rule.normalize ? rule.normalize(found) : found
      const key = `${rule.id}\0${value}`
      const group = groups.get(key)
      if (!group) {
        if (groups.size < maxGroups) {
          groups.set(key, { rule, value, line, layers, lastLine: line, count: 1, places: [{ path, line }] })
        }
      } else if (group.lastLine !== line) {
        group.lastLine = line
        group.count++
        if (group.places.length < maxPlaces) group.places.push({ path, line })
      }
    },
    findings: () => [
      ...canaries.findings(),
      ...withoutRepeats([...groups.values()].filter(({ value }) => !canaries.speaksFor(value))).map((group) =>
        toFinding(group, path, salt),
      ),
    ],
  }
}

/** Drops what a generic rule found where a rule that knows better, or one before it, found the same value. */
function withoutRepeats(groups: readonly Group[]): Group[] {
  const kept = groups.filter(({ rule }) => !rule.generic)
  for (const group of groups.filter(({ rule }) => rule.generic)) {
    const repeats = kept.some(({ value }) => value.includes(group.value) || group.value.includes(value))
    if (!repeats) kept.push(group)
  }
  return kept
}

function toFinding(
  { rule, value, line, layers, count, places }: Group,
  path: string,
  salt: string,
): SecretFinding {
  return {
    check: rule.check,
    rule: rule.id,
    title: rule.title,
    severity: rule.severity,
    path,
    line,
    count,
    places,
    masked: mask(rule.title, value),
    length: value.length,
    fingerprint: fingerprint(value, salt),
    layers: [...layers],
    ...(rule.verify ? { verified: rule.verify(value) } : {}),
  }
}
