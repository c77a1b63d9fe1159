import { formatDuration } from '../lib/duration.js'
import { formatBytes } from '../lib/quantity.js'
import type { InspectPlan } from './plan.js'
import type { InspectResult } from './types.js'

/** Problems that a terminal shows; all are in `errors.json`. */
const shown = 20

/** What was and what was not read, for people. */
export function formatSummary(result: InspectResult): string {
  const { destDir, files, bytes, durationMs, requests, throttled, problems } = result
  const errors = problems.filter(({ severity }) => severity === 'error')
  const skipped = problems.filter(({ severity }) => severity === 'skipped')
  const pauses = throttled > 0 ? `, ${throttled} pauses that the server asked for` : ''
  return text([
    `Wrote inspect data to ${destDir}.`,
    `  ${files} files, ${formatBytes(bytes)}, in ${formatDuration(durationMs)} (${requests} requests${pauses})`,
    `  read: ${readOf(result)}`,
    ...absent(result.absentTypes),
    ...section(
      'skipped',
      skipped.map(({ subject, reason }) => `${subject}: ${reason}`),
    ),
    ...section(
      'not read',
      errors.map(({ subject, message }) => (subject === '' ? message : `${subject}: ${message}`)),
    ),
    ...(problems.length > 0 ? ['  each with its reason in errors.json'] : []),
  ])
}

/** What would be read, for people. */
export function formatPlan({ requests, follows, absentTypes, problems }: InspectPlan): string {
  return text([
    'Nothing was read. These requests would be made:',
    ...requests.map((request) => `  GET ${request}`),
    ...section('then, as the answers say', follows, Infinity),
    ...absent(absentTypes),
    ...section(
      'not possible',
      problems.map(({ message }) => message),
      Infinity,
    ),
  ])
}

function readOf({ objects, logs }: InspectResult): string {
  const counts = Object.entries(objects).sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = counts.map(([type, count]) => `${type} ${count}`)
  return [...rows, ...(logs > 0 ? [`logs ${logs}`] : [])].join(', ') || 'nothing'
}

function absent(types: readonly string[]): string[] {
  return types.length === 0 ? [] : [`  types that the server does not have: ${types.join(', ')}`]
}

function section(title: string, rows: readonly string[], limit = shown): string[] {
  if (rows.length === 0) return []
  const more = rows.length > limit ? [`    and ${rows.length - limit} more`] : []
  return [`  ${title}: ${rows.length}`, ...rows.slice(0, limit).map((row) => `    ${row}`), ...more]
}

const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
