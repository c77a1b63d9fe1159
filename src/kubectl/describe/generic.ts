import { describeEvents, describeLabels, type Describer } from './common.js'
import type { DescribeWriter } from './writer.js'

const skippedMetadata = new Set(['managedFields', 'name', 'namespace', 'labels', 'annotations'])

/** Any object: every field, its keys in words. */
export const describeGeneric: Describer = (writer, subject) => {
  const { metadata, apiVersion, kind, ...rest } = subject.object
  writer.field(0, 'Name', metadata.name)
  writer.field(0, 'Namespace', metadata.namespace)
  describeLabels(writer, subject.object)
  const shown = Object.fromEntries(Object.entries(metadata).filter(([key]) => !skippedMetadata.has(key)))
  describeMap(writer, 0, { apiVersion, kind, metadata: shown, ...rest })
  describeEvents(writer, subject)
}

function describeMap(writer: DescribeWriter, level: number, map: Record<string, unknown>): void {
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [key, value] of entries) {
    const label = labelFor(key)
    if (Array.isArray(value)) {
      writer.line(level, `${label}:`)
      describeList(writer, level + 1, value)
    } else if (isMap(value)) {
      writer.line(level, `${label}:`)
      describeMap(writer, level + 1, value)
    } else writer.field(level, label, value === null ? '<nil>' : value)
  }
}

function describeList(writer: DescribeWriter, level: number, values: readonly unknown[]): void {
  for (const value of values) {
    if (isMap(value)) describeMap(writer, level, value)
    else if (Array.isArray(value)) describeList(writer, level + 1, value)
    else writer.line(level, String(value))
  }
}

const acronyms = new Set(['API', 'URL', 'UID', 'OSB', 'GUID'])

/** `creationTimestamp` as `Creation Timestamp`; keys that are no words stay as they are. */
export function labelFor(key: string): string {
  if (!/^[A-Za-z-]+$/.test(key)) return key
  const words = key.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|-/g) ?? [key]
  return words
    .map((word) =>
      acronyms.has(word.toUpperCase()) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(' ')
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
