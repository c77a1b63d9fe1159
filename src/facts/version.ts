import type { VersionFact } from '../model/facts.js'

/** The lines of a version file; a missing final newline or CRLF makes no difference to what they say. */
export function readVersion(text: string, quote: (text: string) => string): VersionFact {
  const lines = text.split('\n').map((line) => quote(line.replace(/\r$/, '')))
  const finalNewline = text.endsWith('\n')
  if (finalNewline) lines.pop()
  return { lines, crlf: text.includes('\r\n'), finalNewline }
}
