import { findUnelided } from './find-unelided.js'
import { jsonInLines } from './json-in-lines.js'
import type { IsMarker } from './redaction-marker.js'
import { isRedactionMarker } from './redaction-marker.js'
import type { UnparsedValue } from './unparsed.js'
import { findInLines } from './unparsed.js'

/** The values of Secrets that are not elided in a text that cannot be parsed as a whole. */
export function findInUnparsed(text: string, isMarker: IsMarker = isRedactionMarker): UnparsedValue[] {
  const inJson = jsonInLines(text).flatMap(({ value, line }) =>
    findUnelided(value, isMarker, false).map(({ key, value, encoded, namespace, name }) => ({
      ...{ key, value, encoded, line },
      ...{ namespace, name },
    })),
  )
  return [...findInLines(text, isMarker), ...inJson]
}
