/** Fields of what somebody wrote: read as what they should be, else as nothing. */

export type Json = Record<string, unknown>

export const isRecord = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

export const record = (value: unknown): Json => (isRecord(value) ? value : {})

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

export const records = (value: unknown): Json[] => list(value).map(record)

/** A text that is not empty. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export type Way = readonly (string | number)[]

/** What lies at the end of a way through records and lists. */
export const valueAt = (value: unknown, way: Way): unknown =>
  way.reduce<unknown>(
    (inner, step) => (typeof step === 'number' ? list(inner)[step] : record(inner)[step]),
    value,
  )

/** A value as messages show it. */
export const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text === '' ? 'an empty text' : text
}
