/** How long ago something was, in kubectl's short form: `17s`, `5m3s`, `3h`, `2d4h`. */
export function formatAge(fromMs: number, nowMs: number): string {
  const seconds = Math.floor((nowMs - fromMs) / 1000)
  if (!Number.isFinite(seconds)) return '<unknown>'
  if (seconds < -1) return '<invalid>'
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(seconds / 3600)
  if (seconds < 120) return `${Math.max(seconds, 0)}s`
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.floor(hours / 24)
  if (hours < 24 * 8) return pair(days, 'd', hours % 24, 'h')
  if (days < 730) return `${days}d`
  const years = Math.floor(days / 365)
  return days < 365 * 8 ? pair(years, 'y', days % 365, 'd') : `${years}y`
}

/** The age of something with an RFC 3339 time; `<unknown>` without one. */
export function ageOf(time: string | null | undefined, nowMs: number): string {
  return time ? formatAge(Date.parse(time), nowMs) : '<unknown>'
}

function pair(major: number, majorUnit: string, minor: number, minorUnit: string): string {
  return minor === 0 ? `${major}${majorUnit}` : `${major}${majorUnit}${minor}${minorUnit}`
}
