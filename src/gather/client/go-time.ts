/** A time as Go's `time.String()` writes it in UTC, as oc has it in its file `timestamp`. */
export function goTime(date: Date): string {
  const [day, time = ''] = date.toISOString().replace('Z', '').split('T')
  return `${day} ${time.replace(/\.?0+$/, '')} +0000 UTC`
}

const units: readonly [string, number][] = [
  ['h', 3_600_000],
  ['m', 60_000],
]

/** Milliseconds as Go's `time.Duration` writes them: `2h0m0s`, `1m30s`, `500ms`. */
export function goDuration(ms: number): string {
  if (ms < 1000) return ms === 0 ? '0s' : `${ms}ms`
  let left = ms
  let text = ''
  for (const [unit, size] of units) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0 || text !== '') text += `${count}${unit}`
  }
  return `${text}${left / 1000}s`
}
