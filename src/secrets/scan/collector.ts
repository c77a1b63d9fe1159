import type { Planted } from '../canaries/planted-rules.js'
import type { PlantedCollector } from '../canaries/sightings.js'
import { createPlantedCollector } from '../canaries/sightings.js'
import type { Place, SecretFinding } from '../finding.js'
import { fingerprint, mask, maxPlaces, mostOfRule } from '../finding.js'
import type { SecretRule } from '../rules/types.js'
import type { Memory } from './matcher.js'
import { createTextIndex } from './text-index.js'

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

/** Has the lifetime of one file: gathers the sightings in it into one finding for each secret. */
export class Collector implements Memory {
  /** How many places were counted and not judged, as their rules had found more than is taken of one. */
  beyond = 0
  readonly #path: string
  readonly #salt: string
  // Most files have nothing in them, and are many.
  #byRule: Map<SecretRule, Map<string, Group>> | undefined
  #full: Set<SecretRule> | undefined
  #planted: PlantedCollector | undefined
  /** What was looked up last. */
  #last: Group | undefined
  #seen = 0

  constructor(path: string, salt: string) {
    this.#path = path
    this.#salt = salt
  }

  isFull(rules: readonly SecretRule[]): boolean {
    const full = this.#full
    if (!full || !rules.every((rule) => full.has(rule))) return false
    this.beyond++
    return true
  }

  knows(rule: SecretRule, value: string): boolean {
    const last = this.#last
    if (last?.rule === rule && last.value === value) return true
    this.#last = this.#byRule?.get(rule)?.get(value)
    return this.#last !== undefined
  }

  /**
   * Learns of a value as soon as it is found, so that it is not judged again: gives what is to be called when the line is
   * known, or nothing where there is no room for one more value.
   */
  learn(rule: SecretRule, value: string): Seen | undefined {
    if (rule.planted) return { planted: rule.planted }
    const last = this.#last
    if (last?.rule === rule && last.value === value) return last
    const group = this.#groupOf(rule, rule.normalize ? rule.normalize(value) : value)
    if (!group) this.beyond++
    return group
  }

  /** Takes a place of what was learned of; those of one value come with ascending lines. */
  add(of: Seen, line: number, layers: readonly string[]): void {
    if ('planted' in of) {
      this.#planted ??= createPlantedCollector(this.#path, this.#salt)
      this.#planted.add({ planted: of.planted, line, layers })
      return
    }
    if (of.count === 0) {
      of.layers = layers
      of.order = this.#seen++
      // What stands there as it is may stand behind a layer of the same line too.
    } else if (layers.length < of.layers.length && of.places[0]?.line === line) of.layers = layers
    sawOn(of, this.#path, line)
  }

  findings(): SecretFinding[] {
    const planted = this.#planted
    if (!planted && !this.#byRule) return []
    const groups = [...(this.#byRule?.values() ?? [])].flatMap((ofRule) => [...ofRule.values()])
    const ordered = groups.sort((a, b) => a.order - b.order)
    const told = withoutRepeats(planted ? ordered.filter(({ value }) => !planted.speaksFor(value)) : ordered)
    return [...(planted?.findings() ?? []), ...told.map((group) => toFinding(group, this.#path, this.#salt))]
  }

  #groupOf(rule: SecretRule, value: string): Group | undefined {
    const byRule = (this.#byRule ??= new Map<SecretRule, Map<string, Group>>())
    let groups = byRule.get(rule)
    if (!groups) byRule.set(rule, (groups = new Map<string, Group>()))
    const known = groups.get(value)
    if (known || this.#full?.has(rule)) return known
    // Copied: the text around it would be kept with it.
    const own = Buffer.from(value, 'latin1').toString('latin1')
    const group = { rule, value: own, layers: [], order: 0, lastLine: 0, count: 0, places: [] }
    groups.set(own, group)
    if (groups.size === mostOfRule) (this.#full ??= new Set()).add(rule)
    return group
  }
}

function sawOn(group: Group, path: string, line: number): void {
  if (group.lastLine === line) return
  group.lastLine = line
  group.count++
  if (group.places.length < maxPlaces) group.places.push({ path, line })
}

/** Drops what a generic rule found where a rule that knows better, or one before it, found the same value. */
function withoutRepeats(groups: readonly Group[]): readonly Group[] {
  if (groups.length < 2) return groups
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
