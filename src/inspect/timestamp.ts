/** The lines of `timestamp`, begin and end, in the form in which oc writes times: Go's `time.String()`. */
export function timestampLines(started: Date, sinceStartOfProgram: number, durationMs: number): string {
  const ended = new Date(started.getTime() + durationMs)
  return `${goTime(started, sinceStartOfProgram)}\n${goTime(ended, sinceStartOfProgram + durationMs)}\n`
}

/** `2026-11-21 00:41:50.192000000 +0000 UTC m=+0.130426506` */
function goTime(date: Date, monotonicMs: number): string {
  const [day, time = ''] = date.toISOString().replace('Z', '').split('T')
  return `${day} ${time}000000 +0000 UTC m=+${(monotonicMs / 1000).toFixed(9)}`
}
