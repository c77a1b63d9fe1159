import type { IsMarker } from './redaction-marker.js'
import { isRedactionMarker } from './redaction-marker.js'
import type { UnparsedValue } from './unparsed.js'

/** How `oc describe secret` ends: the type, and then the data under a line of its own. */
const heading =
  /^Type:[ \t]{1,16}\S{1,253}[ \t]{0,16}\r?\n(?:[ \t]{0,16}\r?\n)?Data[ \t]{0,16}\r?\n====[ \t]{0,16}\r?\n/m

/** Whether a text may hold what `oc describe secret` prints. */
export function mentionsDescribedSecret(text: string): boolean {
  return heading.test(text)
}

/** The values that `oc describe secret` prints, as it does for tokens of service accounts; it prints `N bytes` for others. */
export function findInDescribe(text: string, isMarker: IsMarker = isRedactionMarker): UnparsedValue[] {
  const found: UnparsedValue[] = []
  for (const { 0: match, index } of text.matchAll(new RegExp(heading, 'gm'))) {
    const start = index + match.length
    let line = text.slice(0, start).split('\n').length
    for (const content of text.slice(start).split('\n', maxKeys)) {
      const [, key, value] = /^([\w.-]{1,253}):[ \t]{1,300}(.{1,100000})$/.exec(content) ?? []
      if (key === undefined || value === undefined) break
      const shown = value.trim()
      if (!/^\d{1,12} bytes$/.test(shown) && !isMarker(shown))
        found.push({ key, value: shown, encoded: false, line })
      line++
    }
  }
  return found
}

/** More keys than any Secret has room for. */
const maxKeys = 4096
