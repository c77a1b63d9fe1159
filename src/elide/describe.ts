import type { IsMarker } from './redaction-marker.js'
import { isRedactionMarker } from './redaction-marker.js'
import type { UnparsedValue } from './unparsed.js'

/** How `oc describe secret` ends: the type, and then the data under a line of its own. */
const heading =
  /^Type:[ \t]{1,16}\S{1,253}[ \t]{0,16}\r?\n(?:[ \t]{0,16}\r?\n)?Data[ \t]{0,16}\r?\n====[ \t]{0,16}\r?\n/m

/** What every heading has in it: a text is searched for it in no time. */
const underline = '\n===='

/** Whether a text holds what `oc describe secret` prints. */
export function mentionsDescribedSecret(text: string): boolean {
  return text.includes(underline) && heading.test(text)
}

const entry = /^([\w.-]{1,253}):[ \t]{1,300}(.+)$/

/** The values that `oc describe secret` prints, as it does for tokens of service accounts; it prints `N bytes` for others. */
export function findInDescribe(text: string, isMarker: IsMarker = isRedactionMarker): UnparsedValue[] {
  const found: UnparsedValue[] = []
  if (!text.includes(underline)) return found
  let line = 1
  let counted = 0
  for (const { 0: match, index } of text.matchAll(new RegExp(heading, 'gm'))) {
    const start = index + match.length
    line += linesIn(text, counted, start)
    counted = start
    valuesFrom(text, start).forEach(({ key, value }, below) => {
      if (/^\d{1,12} bytes$/.test(value) || isMarker(value)) return
      found.push({ key, value, encoded: false, line: line + below })
    })
  }
  return found
}

/** The entries from there on, one on each line, until a line is none. */
function valuesFrom(text: string, start: number): { key: string; value: string }[] {
  const values: { key: string; value: string }[] = []
  for (let at = start; at < text.length;) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const [, key, value] = entry.exec(text.slice(at, end)) ?? []
    if (key === undefined || value === undefined) break
    values.push({ key, value: value.trim() })
    at = end + 1
  }
  return values
}

function linesIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
