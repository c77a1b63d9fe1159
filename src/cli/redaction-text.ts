import { counted } from '../lib/counted.js'
import { oneLine } from '../lib/printable.js'
import { formatBytes } from '../lib/quantity.js'
import type { UnreadPlace } from '../model/secret-scan.js'
import type { RedactedSecret, Redaction } from '../redact/index.js'

/** What was made of a capture, for a person: what was taken out of it, what was left out, what is to be thought of. */
export function redactionText(redaction: Redaction): string {
  const { path, clean, files, bytes, changed, secrets, leftOut, problems } = redaction
  const blocks = [
    list('Replaced by markers', secrets.map(secretText)),
    list('Left out of the copy', leftOut.map(unread)),
    list('Not read, and so not in the copy', problems.map(unread)),
    `${clean ? 'Wrote' : 'NOT CLEAN: left at'} ${path}: ${counted(files, 'file')}, ${formatBytes(bytes)}, of which ${changed.length} changed.`,
    clean ? 'A scan of the copy found no secret.' : 'A scan of the copy still found what is told below.',
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function list(title: string, rows: readonly string[]): string {
  if (rows.length === 0) return ''
  return [`${title} (${rows.length})`, ...rows.map((row) => `  ${row}`)].join('\n')
}

function secretText({ rule, title, name, count, places }: RedactedSecret): string {
  const more = count - places.length
  return [
    `<redacted:${rule}/${name}> ${title}, on ${count} ${lines(count)}`,
    ...places.map(({ path, line }) => `    ${oneLine(path)}:${line}`),
    ...(more > 0 ? [`    and on ${more} more`] : []),
  ].join('\n')
}

const lines = (count: number) => (count === 1 ? 'line' : 'lines')
const unread = ({ path, reason }: UnreadPlace) =>
  oneLine(path === undefined ? reason : `${path}: ${reason}`, 2000)
