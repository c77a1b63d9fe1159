import type { VersionFact } from '../model/facts.js'

/** More lines than any version file has; what is longer is none, and its lines need no reading. */
const most = 20

/** The lines of a version file; a missing final newline or CRLF makes no difference to what they say. */
export function readVersion(text: string, quote: (text: string) => string): VersionFact {
  const lines = text.replace(/^\ufeff/, '').split('\n')
  const finalNewline = text.endsWith('\n')
  if (finalNewline) lines.pop()
  return {
    lines: lines.slice(0, most).map((line) => quote(line.replace(/\r$/, ''))),
    crlf: text.includes('\r\n'),
    finalNewline,
  }
}
