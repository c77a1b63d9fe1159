/** Finds a value behind its key as people and programs write the two, in YAML, JSON, and strings inside of them. */

export interface Range {
  start: number
  end: number
}

/** Between key and value: quotes, a colon, a tag, the mark of a block of text. */
const between =
  /["'\\]{0,8}\s{0,8}:\s{0,300}(?:!!?[\w]{1,32}\s{1,8})?(?:[|>][-+0-9]{0,3}(?:\s|\\n){0,200})?["'\\]{0,8}/y
/** What may part the lines of a value that is written on many. */
const lineBreak = /(?:[\s]|\\[nr]|\\(?=\r?\n)){1,200}/y
const goesOn = /[A-Za-z0-9+/=_]/

/** Every place of the text (one byte per character) where the key has the value. */
export function writtenPlaces(text: string, key: string, value: string): Range[] {
  const ranges: Range[] = []
  for (const form of formsOf(value)) {
    const parts = form.split(/\s+/).filter((part) => part !== '')
    for (let at = text.indexOf(key); isIn(text, at) && parts.length > 0; at = text.indexOf(key, at + 1)) {
      between.lastIndex = at + key.length
      const separator = between.exec(text)
      const start = at + key.length + (separator?.[0].length ?? 0)
      const end = separator ? endOfParts(text, start, parts) : undefined
      if (end !== undefined && !goesOn.test(text.charAt(end))) ranges.push({ start, end })
    }
  }
  return ranges
}

function endOfParts(text: string, start: number, parts: readonly string[]): number | undefined {
  let at = start
  for (const [index, part] of parts.entries()) {
    if (index > 0) {
      lineBreak.lastIndex = at
      at += lineBreak.exec(text)?.[0].length ?? 0
    }
    if (!text.startsWith(part, at)) return undefined
    at += part.length
  }
  return at
}

/** As it is, and as it is escaped in strings, up to three times; in bytes. */
function formsOf(value: string): Set<string> {
  const forms = [value, value.replaceAll("'", "''")]
  let escaped = value
  for (let depth = 0; depth < 3; depth++) forms.push((escaped = JSON.stringify(escaped).slice(1, -1)))
  return new Set(forms.map((form) => Buffer.from(form, 'utf8').toString('latin1')))
}

/** The empty key of a Secret stands everywhere, and behind the end for ever. */
const isIn = (text: string, at: number) => at >= 0 && at < text.length
