import { formatDuration } from '../lib/duration.js'
import { formatBytes } from '../lib/quantity.js'
import type { OlmInspected, OlmInspectResult } from './types.js'

/** Problems that a terminal shows; all are in `errors.json`. */
const shown = 20

/** A sentence for each Subscription, and what to do next where something is wrong. */
export function formatDiagnoses(inspected: readonly OlmInspected[]): string {
  return inspected
    .map(({ namespace, name, diagnosis: { healthy, sentence, next } }) => {
      const head = `${namespace}/${name}: ${sentence}\n`
      return healthy ? head : `${head}  ${next}\n`
    })
    .join('')
}

/** What was and what was not read, for people. */
export function formatResult(result: OlmInspectResult, destDir: string): string {
  const { files, bytes, durationMs, requests, problems } = result
  return [
    `Wrote OLM data to ${destDir}.\n`,
    `  ${files} files, ${formatBytes(bytes)}, in ${formatDuration(durationMs)} (${requests} requests)\n`,
    `  read: ${readOf(result)}\n`,
    ...formatProblems(problems),
    formatDiagnoses(result.subscriptions),
  ].join('')
}

/** What could not be read; what was skipped is as it should be. */
export function formatProblems(problems: OlmInspectResult['problems']): string[] {
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return []
  const rows = errors.map(({ subject, message }) => (subject === '' ? message : `${subject}: ${message}`))
  const more = rows.length > shown ? [`    and ${rows.length - shown} more\n`] : []
  return [`  not read: ${rows.length}\n`, ...rows.slice(0, shown).map((row) => `    ${row}\n`), ...more]
}

function readOf({ objects, logs }: OlmInspectResult): string {
  const counts = Object.entries(objects).sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = counts.map(([type, count]) => `${type} ${count}`)
  return [...rows, ...(logs > 0 ? [`logs ${logs}`] : [])].join(', ') || 'nothing'
}
