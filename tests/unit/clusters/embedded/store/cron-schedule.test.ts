import { describe, expect, it } from 'vitest'
import { nextRun, parseCronSchedule } from '../../../../../src/clusters/embedded/store/cron-schedule.js'

const friday = new Date('2026-11-20T10:07:30Z')
const next = (text: string) => {
  const schedule = parseCronSchedule(text)
  return schedule ? nextRun(schedule, friday)?.toISOString().slice(0, 16) : 'no schedule'
}

describe('a schedule names its next minute', () => {
  it.each([
    ['* * * * *', '2026-11-20T10:08'],
    ['*/15 * * * *', '2026-11-20T10:15'],
    ['5 * * * *', '2026-11-20T11:05'],
    ['0 9-17/4 * * *', '2026-11-20T13:00'],
    ['30 8 1 * *', '2026-12-01T08:30'],
    ['0 0 29 2 *', '2028-02-29T00:00'],
    ['0 0 * * mon', '2026-11-23T00:00'],
    ['0 0 * * 7', '2026-11-22T00:00'],
    ['0 0 25 * sun', '2026-11-22T00:00'],
    ['0 0 1 jan,jul *', '2027-01-01T00:00'],
    ['@hourly', '2026-11-20T11:00'],
    ['@yearly', '2027-01-01T00:00'],
    ['0 0 30 2 *', undefined],
  ])('%s', (text, expected) => expect(next(text)).toBe(expected))
})

describe('what is no schedule is not taken for one', () => {
  it.each([
    '',
    'never',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '5-1 * * * *',
    '*/0 * * * *',
    'a * * * *',
  ])('%j', (text) => expect(parseCronSchedule(text)).toBeUndefined())
})
