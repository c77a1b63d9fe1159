/** The schedule of a CronJob: which minutes it names, in UTC. */
export interface CronSchedule {
  minutes: ReadonlySet<number>
  hours: ReadonlySet<number>
  days: ReadonlySet<number>
  months: ReadonlySet<number>
  weekdays: ReadonlySet<number>
  /** Days of the month and of the week are joined by "or" where both are restricted. */
  eitherDay: boolean
}

const macros: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const minuteMs = 60_000
/** A schedule that names no day within this time names none: the 30th of February. */
const horizonDays = 366 * 8

/** Reads five fields, or a name for them; `undefined` where it is no schedule. */
export function parseCronSchedule(text: string): CronSchedule | undefined {
  const fields = (macros[text.trim()] ?? text).trim().split(/\s+/)
  if (fields.length !== 5) return undefined
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  const sets = [
    values(minute, 0, 59),
    values(hour, 0, 23),
    values(day, 1, 31),
    values(month, 1, 12, months),
    values(weekday, 0, 7, weekdays),
  ] as const
  const [minutesSet, hoursSet, daysSet, monthsSet, weekdaysSet] = sets
  if (!minutesSet || !hoursSet || !daysSet || !monthsSet || !weekdaysSet) return undefined
  return {
    minutes: minutesSet,
    hours: hoursSet,
    days: daysSet,
    months: monthsSet,
    weekdays: new Set([...weekdaysSet].map((number) => number % 7)),
    eitherDay: !day.startsWith('*') && !weekday.startsWith('*'),
  }
}

function values(
  field: string,
  low: number,
  high: number,
  names: readonly string[] = [],
): Set<number> | undefined {
  const found = new Set<number>()
  const numberOf = (word: string) =>
    names.includes(word.toLowerCase()) ? names.indexOf(word.toLowerCase()) + low : Number(word || NaN)
  for (const part of field.split(',')) {
    const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part)
    if (!match) return undefined
    const [, first = '', last, step = '1'] = match
    const any = first === '*' || first === '?'
    const from = any ? low : numberOf(first)
    const open = any || (last === undefined && match[3] !== undefined)
    const to = open ? high : last === undefined ? from : numberOf(last)
    if (!(from >= low && to <= high && from <= to && Number(step) > 0)) return undefined
    for (let number = from; number <= to; number += Number(step)) found.add(number)
  }
  return found
}

/** The first minute after a time that the schedule names; `undefined` where there is none. */
export function nextRun(schedule: CronSchedule, after: Date): Date | undefined {
  const minute = new Date(Math.floor(after.getTime() / minuteMs + 1) * minuteMs)
  for (let skipped = 0; skipped < horizonDays;) {
    if (!isDay(schedule, minute)) {
      minute.setUTCHours(24, 0, 0, 0)
      skipped++
    } else if (!schedule.hours.has(minute.getUTCHours()))
      minute.setUTCHours(minute.getUTCHours() + 1, 0, 0, 0)
    else if (!schedule.minutes.has(minute.getUTCMinutes())) minute.setTime(minute.getTime() + minuteMs)
    else return minute
  }
  return undefined
}

function isDay(
  { days, months: inMonths, weekdays: onWeekdays, eitherDay }: CronSchedule,
  date: Date,
): boolean {
  if (!inMonths.has(date.getUTCMonth() + 1)) return false
  const [day, weekday] = [days.has(date.getUTCDate()), onWeekdays.has(date.getUTCDay())]
  return eitherDay ? day || weekday : day && weekday
}
