import { InvalidArgumentError } from 'commander'
import { parseDuration } from '../../lib/duration.js'

/** Milliseconds of `90s`, `30m` or `1h30m`. */
export function duration(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined || ms === 0)
    throw new InvalidArgumentError('Give a duration such as 90s, 30m or 1h30m.')
  return ms
}

/** Collects `KEY=VALUE` of an option that may be given several times. */
export function keyValue(text: string, previous: Record<string, string>): Record<string, string> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (key === undefined || value === undefined) throw new InvalidArgumentError('Give KEY=VALUE.')
  return { ...previous, [key]: value }
}

/** Collects an option that may be given several times. */
export const collect = (text: string, previous: string[]): string[] => [...previous, text]
