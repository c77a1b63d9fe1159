import { formatDuration } from '../lib/duration.js'
import { printable } from '../lib/printable.js'
import { formatBytes } from '../lib/quantity.js'
import type { ImageGather, MustGatherRecord } from '../model/must-gather-record.js'

/** The last words of a run: each image, what it says of itself, and where everything is. */
export function runSummary(record: MustGatherRecord, path: string): string {
  const { gathers, fallback, state, files, bytes } = record
  const marker = fallback
    ? [`THE IMAGE DID NOT RUN: the cluster was inspected instead, into ${fallback.folder}`]
    : []
  const lines = [
    ...marker,
    ...gathers.flatMap(imageLines),
    `${states[state]}: ${files} files, ${formatBytes(bytes)}, in ${path}`,
    ...marker,
  ]
  return `${lines.map(printable).join('\n')}\n`
}

const states: Record<MustGatherRecord['state'], string> = {
  running: 'Not ended',
  whole: 'Whole',
  partial: 'PARTIAL',
  nothing: 'NOTHING WAS GATHERED',
}

function imageLines(gather: ImageGather): string[] {
  const { image, onNode, record, error, left } = gather
  const name = onNode === undefined ? image : `${image} on ${onNode}`
  return [
    `${name}: ${error ? error.message : sayRecord(record)}`,
    ...(error ? [`  ${error.next}`] : []),
    ...(record?.copyProblem ? [`  the copy is not whole: ${record.copyProblem}`] : []),
    ...(record?.hostile ?? []).map(({ path, reason }) => `  left out: ${path}: ${reason}`),
    ...statusLines(record?.status),
    ...left.map((object) => `  left on the cluster: ${object}`),
  ]
}

function sayRecord(record: ImageGather['record']): string {
  if (!record) return 'it did not run'
  const { outcome, exitCode, reason, files = 0, bytes = 0, durationMs } = record
  const ended = outcome === 'completed' ? `exit code ${exitCode ?? 0}` : outcome
  const why = reason === undefined ? '' : ` (${reason})`
  const took = durationMs === undefined ? '' : ` in ${formatDuration(durationMs)}`
  return `${ended}${took}${why}, ${files} files, ${formatBytes(bytes)}`
}

type Status = NonNullable<NonNullable<ImageGather['record']>['status']>

/** What the gather says of itself; of its collectors those that did not succeed. */
function statusLines(status: Status | undefined): string[] {
  if (!status) return []
  const notWell = status.collectors.filter((row) => row.status !== 'success')
  return [
    `  status.json: ${status.overall ?? 'unknown'}, ${status.collectors.length} collectors${status.interrupted ? ', interrupted' : ''}`,
    ...notWell.map(({ name, status, messages = [] }) => `    ${name}: ${[status, ...messages].join(': ')}`),
  ]
}
