import type { SecretRule } from '../secrets/rules/types.js'
import type { Match, Matcher } from '../secrets/scan/matcher.js'
import { lookBehind } from '../secrets/scan/matcher.js'
import { SievedText } from '../secrets/scan/sieve/sieve.js'
import type { Edit } from './edit.js'
import { united } from './edit.js'
import { extentOf, isKeyStore, mayGoOn, privateMembers } from './key-material.js'
import type { KnownValues } from './known-values.js'
import { markerOf } from './marker.js'

/** Finds where each value that a rule sees in the bytes begins and ends. */
export type PatternEdits = (bytes: Buffer) => Edit[]

/** How far a key may go on behind its rule's match. */
const beyond = 64 * 1024
/** How large a store of keys in bytes may be. */
const largestStore = 4 * 1024 * 1024

export function createPatternEdits(matcher: Matcher, salt: string, known: KnownValues): PatternEdits {
  const expressions = new Map<SecretRule, RegExp>()
  const expressionOf = (rule: SecretRule) => {
    const known = expressions.get(rule) ?? new RegExp(rule.regex.source, rule.ignoreCase ? 'diy' : 'dy')
    expressions.set(rule, known)
    return known
  }
  return (bytes) => {
    const matches: Match[] = []
    matcher.search(
      new SievedText(bytes),
      0,
      bytes.length,
      (match) => matches.push(match),
      () => false,
    )
    // A rule that knows the value names it.
    matches.sort((a, b) => Number(a.rule.generic ?? false) - Number(b.rule.generic ?? false))
    return united(
      matches.flatMap((match) => {
        known.add(match.rule, match.value, normalized(match))
        return editsOf(bytes, match, expressionOf(match.rule), salt)
      }),
    )
  }
}

/** The value as its fingerprint is made of it. */
const normalized = ({ rule, value }: Match): string => rule.normalize?.(value) ?? value

function editsOf(bytes: Buffer, match: Match, expression: RegExp, salt: string): Edit[] {
  const { rule, value, at } = match
  const from = Math.max(0, at - lookBehind)
  const near = bytes.toString('latin1', from, at + (rule.span ?? 512) + 1024)
  const [start, end] = placeOf(near, at - from, value, expression)
  const text = Buffer.from(markerOf(rule.id, normalized(match), salt), 'latin1')
  const isKey = rule.check === 'MG-SEC-004'
  if (isKey && isKeyStore(value))
    return [{ start: from + start, end: Math.min(bytes.length, from + start + largestStore), text }]
  const goesOn = isKey || end - start >= mayGoOn
  const around = goesOn ? bytes.toString('latin1', from, from + end + beyond) : near
  const whole = extentOf(around, start, end, isKey)
  const members = rule.id === 'jwk-private' ? privateMembers(around, at - from) : []
  return [whole, ...members].map((extent) => ({ start: from + extent.start, end: from + extent.end, text }))
}

/** Where the value stands: the group that took part, as the matcher saw it. */
function placeOf(text: string, at: number, value: string, expression: RegExp): [number, number] {
  expression.lastIndex = at
  const found = expression.exec(text)
  const places = found?.indices ?? []
  const place = [...places.slice(1), places[0]].find(
    (range) => range !== undefined && text.slice(...range) === value,
  )
  if (place) return place
  const start = Math.max(at, text.indexOf(value, at))
  return [start, start + value.length]
}
