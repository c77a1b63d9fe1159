import { elidedValue } from '../elide/index.js'
import type { Edit } from './edit.js'
import { united } from './edit.js'
import type { KnownValues } from './known-values.js'
import type { KnownValue } from './unelided.js'
import { unelidedValues } from './unelided.js'
import { writtenPlaces } from './written-values.js'

/** Takes the values out of the Secrets of a text as oc does, wherever it has them with their keys; the rest stays as it is. */
export function documentEdits(bytes: Buffer, known: KnownValues): Edit[] {
  const values = valuesOf(bytes.toString('utf8'))
  if (values.length === 0) return []
  values.forEach((value) => known.addOfSecret(value))
  const text = bytes.toString('latin1')
  return united(
    distinct(values).flatMap((found) =>
      writtenPlaces(text, found.key, found.value).map((range) => ({
        ...range,
        text: Buffer.from(elided(found)),
      })),
    ),
  )
}

/** The parsers go down as deep as the text does: one that is nested too deeply is not proven clean, and left out for it. */
function valuesOf(text: string): KnownValue[] {
  try {
    return unelidedValues(text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return []
  }
}

/** Longest first: what one value begins with may be another. */
function distinct(values: readonly KnownValue[]): KnownValue[] {
  const byText = new Map(values.map((value) => [`${value.key}\0${value.value}`, value]))
  return [...byText.values()].sort((a, b) => b.value.length - a.value.length)
}

function elided({ value, encoded, described }: KnownValue): string {
  if (encoded) return elidedValue(Buffer.from(value, 'base64').length)
  return described ? `${Buffer.byteLength(value)} bytes` : `${Buffer.byteLength(value)} bytes long`
}
