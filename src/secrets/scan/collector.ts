import type { Planted } from '../canaries/planted-rules.js'
import { createPlantedCollector } from '../canaries/sightings.js'
import type { Place, SecretFinding } from '../finding.js'
import { fingerprint, mask, maxPlaces } from '../finding.js'
import type { SecretRule } from '../rules/types.js'
import type { Memory } from './matcher.js'
import { createTextIndex } from './text-index.js'

export interface Collector {
  /**
   * Learns of a value as soon as it is found, so that it is not judged again: gives what is to be called when the line is
   * known, or nothing where there is no room for one more value.
   */
  learn(rule: SecretRule, value: string): Seen | undefined
  /** Takes a place of what was learned of; those of one value come with ascending lines. */
  add(seen: Seen, line: number, layers: readonly string[]): void
  /** What was learned. */
  readonly memory: Memory
  findings(): SecretFinding[]
  /** How many places were counted and not judged, as their rules had found more than is taken of one. */
  readonly beyond: number
}

/** What was learned of: a secret, or a canary. */
export type Seen = Group | { planted: Planted }

interface Group {
  rule: SecretRule
  value: string
  layers: readonly string[]
  /** In which order the groups were seen. */
  order: number
  lastLine: number
  /** On how many lines; none yet where it was only learned of. */
  count: number
  places: Place[]
}

/**
 * How many different secrets of one rule are taken from one file: more are beyond a list, and would cost each its time.
 * Every rule has its own number, so that a file full of one kind does not hide another.
 */
export const mostOfRule = 1000

/** Gathers the sightings of one file into one finding for each secret. */
export function createCollector(path: string, salt: string): Collector {
  const byRule = new Map<SecretRule, Map<string, Group>>()
  const full = new Set<SecretRule>()
  const canaries = createPlantedCollector(path, salt)
  /** What was looked up last. */
  let last: Group | undefined
  let seen = 0
  let beyond = 0

  const groupOf = (rule: SecretRule, value: string): Group | undefined => {
    let groups = byRule.get(rule)
    if (!groups) byRule.set(rule, (groups = new Map<string, Group>()))
    const known = groups.get(value)
    if (known || full.has(rule)) return known
    // Copied: the text around it would be kept with it.
    const own = Buffer.from(value, 'latin1').toString('latin1')
    const group = { rule, value: own, layers: [], order: 0, lastLine: 0, count: 0, places: [] }
    groups.set(own, group)
    if (groups.size === mostOfRule) full.add(rule)
    return group
  }

  return {
    memory: {
      isFull(rules) {
        if (full.size === 0 || !rules.every((rule) => full.has(rule))) return false
        beyond++
        return true
      },
      knows(rule, value) {
        last = byRule.get(rule)?.get(value)
        return last !== undefined
      },
    },
    learn(rule, value) {
      if (rule.planted) return { planted: rule.planted }
      if (last?.rule === rule && last.value === value) return last
      const group = groupOf(rule, rule.normalize ? rule.normalize(value) : value)
      if (!group) beyond++
      return group
    },
    add(of, line, layers) {
      if ('planted' in of) return canaries.add({ planted: of.planted, line, layers })
      if (of.count === 0) {
        of.layers = layers
        of.order = seen++
        // What stands there as it is may stand behind a layer of the same line too.
      } else if (layers.length < of.layers.length && of.places[0]?.line === line) of.layers = layers
      sawOn(of, path, line)
    },
    findings() {
      const groups = [...byRule.values()].flatMap((ofRule) => [...ofRule.values()])
      const ordered = groups.sort((a, b) => a.order - b.order)
      const told = withoutRepeats(ordered.filter(({ value }) => !canaries.speaksFor(value)))
      return [...canaries.findings(), ...told.map((group) => toFinding(group, path, salt))]
    },
    get beyond() {
      return beyond
    },
  }
}

function sawOn(group: Group, path: string, line: number): void {
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

function toFinding({ rule, value, layers, count, places }: Group, path: string, salt: string): SecretFinding {
  return {
    check: rule.check,
    rule: rule.id,
    title: rule.title,
    severity: rule.severity,
    path,
    line: places[0]?.line ?? 1,
    count,
    places,
    masked: mask(rule.title, value),
    length: value.length,
    fingerprint: fingerprint(value, salt),
    layers: [...layers],
    ...(rule.verify ? { verified: rule.verify(value) } : {}),
  }
}
