const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A time span as Kubernetes' tables show it: `5s`, `3m16s`, `20m`, `5h12m`, `3d4h`, `2y10d`. */
export function humanDuration(ms: number): string {
  if (ms < -1000) return '<invalid>'
  if (ms < 0) return '0s'
  const parts = (unit: number, smaller: number): [number, number] => [
    Math.floor(ms / unit),
    Math.floor((ms % unit) / smaller),
  ]
  if (ms < 2 * minute) return `${Math.floor(ms / second)}s`
  if (ms < 10 * minute) return pair(parts(minute, second), 'm', 's')
  if (ms < 3 * hour) return `${Math.floor(ms / minute)}m`
  if (ms < 8 * hour) return pair(parts(hour, minute), 'h', 'm')
  if (ms < 2 * day) return `${Math.floor(ms / hour)}h`
  if (ms < 8 * day) return pair(parts(day, hour), 'd', 'h')
  if (ms < 2 * 365 * day) return `${Math.floor(ms / day)}d`
  if (ms < 8 * 365 * day) return pair(parts(365 * day, day), 'y', 'd')
  return `${Math.floor(ms / (365 * day))}y`
}

function pair([large, small]: [number, number], largeUnit: string, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`
}

/** How long ago a timestamp was, or `<unknown>` where there is none. */
export function ageOf(timestamp: unknown, now: Date): string {
  const time = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN
  return Number.isNaN(time) ? '<unknown>' : humanDuration(now.getTime() - time)
}
