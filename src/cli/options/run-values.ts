import { InvalidArgumentError } from 'commander'
import { parseDuration } from '../../lib/duration.js'
import type { Timeout } from './run.js'

/** Collects an option that may be given several times; commas separate too, as with oc. */
export function repeated(text: string, previous: string[]): string[] {
  return [...previous, ...text.split(',').filter((part) => part !== '')]
}

export function percentage(text: string): number {
  const percent = Number(text)
  if (!/^\d+$/.test(text) || percent < 1 || percent > 100)
    throw new InvalidArgumentError('Give a whole number from 1 to 100.')
  return percent
}

/** Milliseconds; 0 for no limit. */
export function durationOrZero(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined) throw new InvalidArgumentError('Give a duration such as 5s, 2m or 3h.')
  return ms
}

/** A duration; a bare number means seconds, as it once did in oc. */
export function deprecatedSeconds(text: string): Timeout {
  const deprecated = /^\d+$/.test(text)
  const ms = deprecated ? Number(text) * 1000 : parseDuration(text)
  if (ms === undefined || ms <= 0)
    throw new InvalidArgumentError('Give a duration such as 90s, 30m or 1h30m.')
  return { ms, deprecated }
}

export function rfc3339(text: string): string {
  const shape = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/
  if (!shape.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('Give a time such as 2026-11-20T10:00:00Z.')
  return text
}
