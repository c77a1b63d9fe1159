import { alignTabs } from '../print/tab-writer.js'

/** Collects a description: lines with tabs between what is to be aligned, indented by levels of two spaces. */
export class DescribeWriter {
  #text = ''

  line(level: number, text: string): void {
    this.#text += `${'  '.repeat(level)}${text}\n`
  }

  /** `Key:` and its value. */
  field(level: number, key: string, value: unknown): void {
    this.line(level, `${key}:\t${value === undefined || value === null ? '' : plainText(value)}`)
  }

  /** A field that is left out where it has no value. */
  optional(level: number, key: string, value: unknown): void {
    if (value !== undefined && value !== null && value !== '') this.field(level, key, value)
  }

  /** A key with several values, each on a line of its own; `<none>` without any. */
  list(level: number, key: string, values: readonly string[]): void {
    const [first = '<none>', ...others] = values
    this.field(level, key, first)
    for (const value of others) this.line(level, `\t${value}`)
  }

  /** A table below what was written last. */
  table(level: number, header: readonly string[], rows: readonly (readonly string[])[]): void {
    this.line(level, header.join('\t'))
    this.line(level, header.map((name) => '-'.repeat(name === 'Age' ? 4 : name.length)).join('\t'))
    for (const row of rows) this.line(level, row.join('\t'))
  }

  toString(): string {
    return alignTabs(this.#text)
  }
}

/** `Sat, 21 Nov 2026 00:53:49 +0000` */
export function date(time: string | null | undefined): string {
  return time ? new Date(time).toUTCString().replace('GMT', '+0000') : '<unset>'
}

export function pairs(map: Record<string, unknown> | undefined, separator = '='): string[] {
  return Object.entries(map ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}${separator}${String(value as string)}`)
}

/** A scalar as it is, anything else as JSON. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
