import type { Check } from '../model/check.js'
import type { Level, Profile } from '../model/profile.js'
import type { Finding } from '../model/report.js'

/** What a finding weighs: what the profile says of its part, else what the check says of it, but no more than the check. */
export function levelOfPart(
  { id, parts = {} }: Pick<Check, 'id' | 'parts'>,
  part: string | undefined,
  level: Level,
  { checks }: Pick<Profile, 'checks'>,
): Level {
  if (part === undefined) return level
  return checks[`${id}/${part}`] ?? lower(level, parts[part] ?? level)
}

/** The level of a check that failed: that of its gravest finding which is not waived. Else its own. */
export function gravest(level: Level, findings: readonly Finding[]): Level {
  const levels = findings.filter(({ waivedBy }) => !waivedBy).map((finding) => finding.level ?? level)
  return levels.length === 0 ? level : levels.reduce(higher)
}

/** Orders the gravest first. */
export const byGravity = (a: Level, b: Level): number => order.indexOf(b) - order.indexOf(a)

const order: readonly Level[] = ['off', 'recommended', 'required']
const lower = (a: Level, b: Level): Level => (order.indexOf(a) < order.indexOf(b) ? a : b)
const higher = (a: Level, b: Level): Level => (order.indexOf(a) > order.indexOf(b) ? a : b)
