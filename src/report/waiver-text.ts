import type { Report } from '../model/report.js'

type WaiverState = Report['waivers'][number]

/** What became of a waiver, in a word or two. */
export const waiverState = ({ state, tooWide = [] }: WaiverState): string =>
  tooWide.length > 0 ? `${state}, too wide` : state

/** Whether somebody should look at it: it does nothing any more, or more than it should. */
export const needsAttention = ({ state, tooWide = [] }: WaiverState): boolean =>
  state !== 'used' || tooWide.length > 0

/** What there is to know beyond the state: why it is too wide, and why it was not used where its check did not run. */
export function waiverRemarks(waiver: WaiverState, report: Report): string[] {
  const { state, check, tooWide = [] } = waiver
  const checked = report.checks.find(({ id }) => id === check)
  const unjudged = checked === undefined || checked.outcome === 'skip' || checked.outcome === 'error'
  return [...(state === 'unused' && unjudged ? [`${check} was not evaluated`] : []), ...tooWide]
}

/** `expired (until 2026-10-31): the reason`, with what there is to know behind it. */
export function waiverText(waiver: WaiverState, report: Report): string {
  const remarks = waiverRemarks(waiver, report).map((remark) => `; ${remark}`)
  return `${waiverState(waiver)} (until ${waiver.expires}): ${waiver.reason}${remarks.join('')}`
}
