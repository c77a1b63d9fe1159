import { printable } from '../../lib/printable.js'
import { dayOf, latestExpiry } from '../../model/waivers.js'
import { refused } from '../refused.js'

const longestReason = 1000

/** The reason in one line. Throws `waive.no-reason`. */
export function reasonOf(text: string): string {
  const reason = printable(text).replace(/\s+/g, ' ').trim()
  if (/[\p{L}\p{N}]/u.test(reason) && reason.length <= longestReason) return reason
  const what = reason.length > longestReason ? `longer than ${longestReason} characters` : 'empty'
  throw refused(
    'waive.no-reason',
    `--reason is ${what}`,
    'Say in a sentence why the finding is accepted, and where it is tracked.',
  )
}

/** A day from today to a year from now. Throws `waive.expires`. */
export function expiryOf(text: string, now: Date): string {
  const [today, latest] = [dayOf(now), latestExpiry(now)]
  const wrong = (why: string) =>
    refused(
      'waive.expires',
      `--expires ${text.slice(0, 40)} ${why}`,
      `Name a day from ${today} to ${latest}.`,
    )
  if (!isDay(text)) throw wrong('is no date such as 2027-01-31')
  if (text < today) throw wrong('is in the past')
  if (text > latest) throw wrong('is more than a year away: what is accepted for longer is accepted for good')
  return text
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && dayOf(date) === text
}
