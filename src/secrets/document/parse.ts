import { load, loadAll } from 'js-yaml'

export type Parsed = { documents: unknown[] } | { reason: string; line?: number }

/** The documents of a YAML or JSON text, or why it could not be read. The reason quotes nothing of the text. */
export function parseDocuments(text: string): Parsed {
  if (/^\s*[[{]/.test(text)) {
    try {
      return { documents: [JSON.parse(text)] }
    } catch {
      // Flow style YAML, JSON documents in a row or one that is cut off: the YAML parser tells.
    }
  }
  const documents: unknown[] = []
  try {
    loadAll(text, (document) => documents.push(document))
    return { documents }
  } catch (error) {
    return parseLines(text) ?? describe(error)
  }
}

/** JSON documents in a row, one on each line. */
function parseLines(text: string): Parsed | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length < 2 || !lines.every((line) => line.startsWith('{'))) return undefined
  try {
    return { documents: lines.map((line) => load(line, { json: true })) }
  } catch {
    return undefined
  }
}

/** What js-yaml says, without the excerpt that its message has: that may hold a secret. */
function describe(error: unknown): Parsed {
  const { name, reason, mark } = error as { name?: unknown; reason?: unknown; mark?: { line?: unknown } }
  if (name !== 'YAMLException') throw error
  const line = typeof mark?.line === 'number' ? { line: mark.line + 1 } : {}
  return { reason: withoutQuotes(String(reason)), ...line }
}

/** Some reasons name a tag, an alias or a character in angle brackets or quotes: those are the text's own words. */
function withoutQuotes(reason: string): string {
  return reason.replace(/(["<]).{0,256}?[">]/g, '$1…').slice(0, 120)
}
