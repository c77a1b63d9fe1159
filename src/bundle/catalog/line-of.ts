/**
 * The line of a key with a certain value in the text of a document, in YAML and in JSON: the first one behind `from`, a
 * place in the text. Falls back to the document's first line, which is right where all of it is one line.
 */
export function lineOf(
  { text, line, from = 0 }: { text: string; line: number; from?: number },
  key: string,
  value: string,
): number {
  const at = placeOf(text, key, value, from)
  return line + (at === undefined ? 0 : text.slice(0, at).split('\n').length - 1)
}

/** Where a key with a certain value stands in a text. */
export function placeOf(text: string, key: string, value: string, from = 0): number | undefined {
  const pattern = new RegExp(
    `(?:^|[\\s{,"'-])${escape(key)}["']?\\s*:\\s*["']?${escape(value)}["']?\\s*(?=$|[,}#\\n])`,
    'gm',
  )
  pattern.lastIndex = from
  const found = pattern.exec(text)
  // The character before the key may be the end of the line before.
  return found ? found.index + (found[0].startsWith('\n') ? 1 : 0) : undefined
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
