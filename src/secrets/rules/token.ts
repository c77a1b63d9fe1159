import type { Severity } from '../finding.js'
import { isRandomEnough } from '../shape/entropy.js'
import { isPlaceholder } from '../shape/placeholder.js'
import type { Alphabet } from './samples.js'
import { classes, fake } from './samples.js'
import type { SecretRule } from './types.js'

export interface TokenShape {
  id: string
  title: string
  /** What such a token begins with: four characters and more, each of them a keyword. */
  prefixes: readonly string[]
  alphabet: Alphabet
  /** Characters after the prefix, at least and at most. */
  length: readonly [number, number]
  /** What such a token ends with. */
  suffix?: string
  severity?: Severity
  /** Completes a made-up body, where a checksum is part of it. */
  complete?: (token: string) => string
  /** Whether the checksum holds: a token with a wrong one was never issued. */
  verify?: (token: string) => boolean
}

/** The rule for a token that its prefix gives away, with samples made from its shape. */
export function tokenRule(shape: TokenShape): SecretRule {
  const { id, title, prefixes, length, suffix = '', severity = 'high' } = shape
  const set = classes[shape.alphabet]
  const start = prefixes.map(escape).join('|')
  const body = `${set}{${length[0]},${length[1]}}${escape(suffix)}`
  const sample = (seed: number) =>
    (prefixes[seed % prefixes.length] ?? '') + fake(shape.alphabet, length[0], seed)
  const complete = (token: string) => (shape.complete ? shape.complete(token) : token) + suffix
  return {
    id,
    title,
    severity,
    check: 'MG-SEC-003',
    keywords: prefixes,
    regex: new RegExp(`(?<![A-Za-z0-9])(?:${start})${body}(?!${set})`),
    span: 128 + length[1],
    accept: (value) =>
      !isPlaceholder(value) &&
      isRandomEnough(withoutPrefix(value, prefixes)) &&
      shape.verify?.(value) !== false,
    ...(shape.verify ? { verify: shape.verify } : {}),
    positive: () =>
      prefixes.flatMap((_, index) => [
        `token is ${complete(sample(index))}`,
        `"${complete(sample(index + 50))}",`,
      ]),
    negative: () =>
      prefixes.flatMap((prefix) => [
        `${prefix}${fake(shape.alphabet, Math.max(1, length[0] - 4))} too short`,
        `${prefix}${'x'.repeat(length[0])}${suffix}`,
        `a${prefix}`,
        ...(shape.verify ? [`${prefix}${fake(shape.alphabet, length[0], 9)} has a wrong checksum`] : []),
      ]),
  }
}

function withoutPrefix(value: string, prefixes: readonly string[]): string {
  return value.slice(prefixes.find((prefix) => value.startsWith(prefix))?.length ?? 0)
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
