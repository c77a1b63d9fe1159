import { createPlantedCollector } from '../canaries/sightings.js'
import type { Place, SecretFinding } from '../finding.js'
import { fingerprint, mask, maxPlaces } from '../finding.js'
import type { SecretRule } from '../rules/types.js'
import { createTextIndex } from './text-index.js'

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
  /** The rules that have found so much that nothing more is taken of them. */
  readonly full: ReadonlySet<SecretRule>
  findings(): SecretFinding[]
}

interface Group extends Sighting {
  /** In which order the groups were found. */
  order: number
  lastLine: number
  count: number
  places: Place[]
}

/**
 * How many different secrets of one rule are taken from one file: more are beyond a list, and would cost each its time.
 * Every rule has its own number, so that a file full of one kind does not hide another.
 */
const mostOfRule = 5000

/** Gathers the sightings of one file into one finding for each secret. */
export function createCollector(path: string, salt: string): Collector {
  const byRule = new Map<SecretRule, Map<string, Group>>()
  const canaries = createPlantedCollector(path, salt)
  const full = new Set<SecretRule>()
  let found = 0

  const groupsOf = (rule: SecretRule) => {
    const known = byRule.get(rule)
    if (known) return known
    const groups = new Map<string, Group>()
    byRule.set(rule, groups)
    return groups
  }

  return {
    full,
    add({ rule, value: seen, line, layers }) {
      if (rule.planted) return canaries.add({ planted: rule.planted, line, layers })
      if (full.has(rule)) return
      const groups = groupsOf(rule)
      const value = rule.normalize ? rule.normalize(seen) : seen
      const group = groups.get(value)
      if (group) return sawAgain(group, path, line)
      // Copied: the text around it would be kept with it.
      const own = Buffer.from(value, 'latin1').toString('latin1')
      const places = [{ path, line }]
      groups.set(own, { rule, value: own, line, layers, order: found++, lastLine: line, count: 1, places })
      if (groups.size === mostOfRule) full.add(rule)
    },
    findings() {
      const groups = [...byRule.values()].flatMap((ofRule) => [...ofRule.values()])
      const ordered = groups.sort((a, b) => a.order - b.order)
      const told = withoutRepeats(ordered.filter(({ value }) => !canaries.speaksFor(value)))
      return [...canaries.findings(), ...told.map((group) => toFinding(group, path, salt))]
    },
  }
}

function sawAgain(group: Group, path: string, line: number): void {
  if (group.lastLine === line) return
  group.lastLine = line
  group.count++
  if (group.places.length < maxPlaces) group.places.push({ path, line })
}

/** Drops what a generic rule found where a rule that knows better, or one before it, found the same value. */
function withoutRepeats(groups: readonly Group[]): Group[] {
  const kept = groups.filter(({ rule }) => !rule.generic)
  const index = createTextIndex(kept.map(({ value }) => value))
  for (const group of groups.filter(({ rule }) => rule.generic)) {
    if (index.touches(group.value)) continue
    index.add(group.value)
    kept.push(group)
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
