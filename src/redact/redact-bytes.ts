import { mentionsDescribedSecret, mentionsSecret } from '../elide/index.js'
import type { Matcher } from '../secrets/scan/matcher.js'
import { layers } from '../secrets/scan/layers/index.js'
import type { Layer, Region } from '../secrets/scan/layers/types.js'
import { SievedText } from '../secrets/scan/sieve/sieve.js'
import { codecs } from './codec/index.js'
import { documentEdits } from './document-edits.js'
import type { Edit } from './edit.js'
import { apartFrom, applyEdits, byStart } from './edit.js'
import type { KnownValues } from './known-values.js'
import { markerOf } from './marker.js'
import type { PatternEdits } from './pattern-edits.js'
import { regionsOf } from './regions.js'

export interface Redactor {
  patternEdits: PatternEdits
  matcher: Matcher
  /** Where values go that are to be found elsewhere too. */
  known: KnownValues
  salt: string
}

/** What was peeled off to come to some bytes. */
interface Peeled {
  names: readonly string[]
  depth: number
}

/** How many layers are looked behind, as the scanner does. */
const maxDepth = 4
/** What is found only when what hid it is gone takes another round; more than a few mean that it does not end. */
const maxRounds = 8
/** The longest value that a rule looks at as a whole. */
const longestWhole = 2200

export interface Redacted {
  bytes: Buffer
  /** Where in them the stretch ends that was asked for. */
  limit: number
  /** How many markers were put in. */
  markers: number
}

/** The bytes with a marker in place of each secret that begins before `limit`, also behind layers. */
export function redactBytes(bytes: Buffer, limit: number, redactor: Redactor): Redacted {
  const redacted = { bytes, limit, markers: 0 }
  for (let round = 0; round < maxRounds; round++) {
    const edits = editsOf(redacted.bytes, { names: [], depth: 0 }, redactor).filter(
      ({ start }) => start < redacted.limit,
    )
    if (edits.length === 0) break
    redacted.bytes = applyEdits(redacted.bytes, edits)
    redacted.limit = movedLimit(redacted.limit, edits)
    redacted.markers += edits.length
  }
  return redacted
}

function movedLimit(limit: number, edits: readonly Edit[]): number {
  const last = Math.max(limit, edits.at(-1)?.end ?? 0)
  return edits.reduce((at, { start, end, text }) => at + text.length - (end - start), last)
}

function editsOf(bytes: Buffer, peeled: Peeled, redactor: Redactor): Edit[] {
  const { names, depth } = peeled
  const whole = names.at(-1) === 'base64' ? wholeEdit(bytes, redactor) : undefined
  if (whole) return [whole]
  let edits = redactor.patternEdits(bytes)
  // The whole of a file is read as a document elsewhere, and an escaped line has pieces of one at most.
  if (names.length > 0 && names.at(-1) !== 'escape' && mayHoldSecret(bytes))
    edits = merged(documentEdits(bytes, redactor.known), edits)
  if (depth >= maxDepth) return edits
  for (const layer of layers) edits = merged(edits, hiddenEdits(bytes, layer, peeled, redactor))
  return edits
}

const mayHoldSecret = (bytes: Buffer): boolean => {
  if (!bytes.includes('Secret') && !bytes.includes('Data\n====')) return false
  const text = bytes.toString('latin1')
  return mentionsSecret(text) || mentionsDescribedSecret(text)
}

const merged = (edits: readonly Edit[], others: readonly Edit[]): Edit[] =>
  [...edits, ...apartFrom(edits, others)].sort(byStart)

function hiddenEdits(bytes: Buffer, layer: Layer, peeled: Peeled, redactor: Redactor): Edit[] {
  const edits: Edit[] = []
  const text = new SievedText(bytes)
  for (const region of regionsOf(layer, text))
    edits.push(...regionEdits(text, layer, region, peeled, redactor))
  return edits.sort(byStart)
}

function regionEdits(
  text: SievedText,
  layer: Layer,
  region: Region,
  { names, depth }: Peeled,
  redactor: Redactor,
): Edit[] {
  const { bytes } = text
  const hidden = layer.decode(text, region.start, region.end)
  if (!hidden) return []
  const inner = { names: [...names, ...layer.names], depth: depth + 1 }
  const decoded = codecs[layer.names[0] ?? '']?.(bytes, region)
  if (decoded) return decoded.encode(editsOf(decoded.bytes, inner, redactor))
  if (editsOf(hidden, inner, redactor).length === 0) return []
  // It can be read, but not be written anew.
  const value = bytes.toString('latin1', region.start, region.end)
  return [
    { ...region, text: Buffer.from(markerOf(`hidden-in-${layer.names.join('-')}`, value, redactor.salt)) },
  ]
}

function wholeEdit(bytes: Buffer, { matcher, salt }: Redactor): Edit | undefined {
  if (bytes.length > longestWhole) return undefined
  let text: string | undefined
  matcher.whole(bytes.toString('latin1'), ({ rule, value }) => {
    text ??= markerOf(rule.id, rule.normalize ? rule.normalize(value) : value, salt)
  })
  return text === undefined ? undefined : { start: 0, end: bytes.length, text: Buffer.from(text) }
}
