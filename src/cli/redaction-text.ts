import { oneLine } from '../lib/printable.js'
import { formatBytes } from '../lib/quantity.js'
import type { UnreadPlace } from '../model/secret-scan.js'
import type { Redaction } from '../redact/index.js'

/** What was made of a capture, for a person: what was taken out of it, what was left out, what is to be thought of. */
export function redactionText(redaction: Redaction): string {
  const { path, clean, files, bytes, changed, secrets, leftOut, problems } = redaction
  const blocks = [
    list(
      'Replaced by markers',
      secrets.map(
        ({ rule, title, name, count, places }) =>
          `${title} (${rule}/${name}) on ${count} ${lines(count)}: ${placesText(places, count)}`,
      ),
    ),
    list('Left out of the copy', leftOut.map(unread)),
    list('Not read, and so not in the copy', problems.map(unread)),
    `${clean ? 'Wrote' : 'NOT CLEAN: left at'} ${path}: ${files} files, ${formatBytes(bytes)}, of which ${changed.length} changed.`,
    clean ? 'A scan of the copy found no secret.' : 'A scan of the copy still found what is told below.',
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function list(title: string, rows: readonly string[]): string {
  if (rows.length === 0) return ''
  return [`${title} (${rows.length})`, ...rows.map((row) => `  ${oneLine(row, 2000)}`)].join('\n')
}

function placesText(places: readonly { path: string; line: number }[], count: number): string {
  const shown = places.map(({ path, line }) => `${path}:${line}`).join(', ')
  return count > places.length ? `${shown}, …` : shown
}

const lines = (count: number) => (count === 1 ? 'line' : 'lines')
const unread = ({ path, reason }: UnreadPlace) => (path === undefined ? reason : `${path}: ${reason}`)
