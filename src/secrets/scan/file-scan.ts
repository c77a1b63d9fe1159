import type { DocumentOptions } from '../document/scan-document.js'
import { scanDocument } from '../document/scan-document.js'
import type { SecretFinding } from '../finding.js'
import { withoutCovered } from '../canaries/covered.js'
import type { Seen } from './collector.js'
import { Collector } from './collector.js'
import type { Sight } from './deep-search.js'
import { newCursors, searchHidden, unpeeled } from './deep-search.js'
import type { Match, Matcher } from './matcher.js'
import { lookBehind } from './matcher.js'
import type { PeelCursor } from './peel.js'
import { SievedText } from './sieve/sieve.js'
import { TextScan } from './text-scan.js'

/** The scan of one file, as its bytes come. */
export interface FileScan {
  /** Takes the next bytes, which must stay as they are until `end`. */
  write(chunk: Buffer): void
  /** Ends the file and says what was found in it. */
  end(): SecretFinding[]
  /** Whether a Secret's kind was seen so far: such a file is worth `scanDocument`. */
  readonly mentionsSecret: boolean
  /** Why a document that is hidden in the file is not proven to be clean. */
  readonly unproven: string | undefined
  /** How many places were counted and not judged, as the file holds more secrets than are told apart. */
  readonly beyond: number
}

/** Where something is in the bytes: what was learned of, or the text of a hidden document. */
interface Place {
  offset: number
  layers: readonly string[]
  of: Seen | string
}

const none: readonly string[] = []
/** How much of a file is looked at at once. */
const windowSize = 256 * 1024
/** What must lie ahead of a position to decide on it: one segment of a layer, which is more than any match. */
const ahead = 64 * 1024

export type FileScanOptions = DocumentOptions & { salt: string }

export function createFileScan(path: string, matcher: Matcher, options: FileScanOptions): FileScan {
  return new TextScan(new StreamScan(path, matcher, options))
}

/** Has the lifetime of one file: what is kept between its chunks is one window, whatever its size. */
class StreamScan implements FileScan {
  mentionsSecret = false
  unproven: string | undefined
  readonly #path: string
  readonly #matcher: Matcher
  readonly #options: FileScanOptions
  readonly #collector: Collector
  readonly #structural: SecretFinding[] = []
  /** Of documents that are hidden in the file. */
  #beyondHidden = 0
  /** The only chunk so far: a small file comes in one, and is then not copied. */
  #only: Buffer | undefined
  /** Where chunks come together; its first `#filled` bytes are in use. */
  #window: Buffer | undefined
  #filled = 0
  /** Offset in the file of the first byte that is still looked at. */
  #base = 0
  /** How many bytes of the window are counted, and the line that comes next. */
  #counted = 0
  #line = 1
  /** Offset in the file up to which keywords have been searched. */
  #done = 0
  readonly #cursors: PeelCursor[] = newCursors()

  constructor(path: string, matcher: Matcher, options: FileScanOptions) {
    this.#path = path
    this.#options = options
    this.#collector = new Collector(path, options.salt)
    this.#matcher = matcher.remembering(this.#collector)
  }

  get beyond(): number {
    return this.#collector.beyond + this.#beyondHidden
  }

  write(chunk: Buffer): void {
    if (!this.#window && !this.#only) {
      this.#only = chunk
      return
    }
    this.#window ??= Buffer.allocUnsafe(windowSize)
    if (this.#only) this.#fill(this.#window, this.#only)
    this.#only = undefined
    this.#fill(this.#window, chunk)
  }

  end(): SecretFinding[] {
    const rest = this.#only ?? this.#window?.subarray(0, this.#filled)
    if (rest) this.#search(rest, rest.length)
    this.#window = undefined
    return withoutCovered(this.#structural, this.#collector.findings())
  }

  #fill(window: Buffer, chunk: Buffer): void {
    for (let taken = 0; taken < chunk.length;) {
      const copied = chunk.copy(window, this.#filled, taken)
      taken += copied
      this.#filled += copied
      if (this.#filled < window.length) continue
      const text = this.#search(window, window.length - ahead)
      this.#keepFrom(text, window.length - ahead - lookBehind)
    }
  }

  #search(bytes: Buffer, limit: number): SievedText {
    const text = new SievedText(bytes)
    const places: Place[] = []
    const onFound = ({ rule, value }: Match, offset: number, layers: readonly string[]) => {
      const of = this.#collector.learn(rule, value)
      if (of) places.push({ offset, layers, of })
    }
    let before: Place | undefined
    const onMatch = ({ rule, value, at }: Match) => {
      const of = this.#collector.learn(rule, value)
      // The same once more on its line says nothing new.
      if (!of || (before?.of === of && isOneLine(bytes, before.offset, at))) return
      places.push((before = { offset: at, layers: none, of }))
    }
    const onSight = ({ of, offset, layers }: Sight) => {
      if ('match' in of) onFound(of.match, offset, layers)
      else if ('cut' in of) this.unproven ??= `behind ${layers.join(', ')} ${of.cut}`
      else places.push({ offset, layers, of: of.document })
    }
    const onKind = this.mentionsSecret ? undefined : () => (this.mentionsSecret = true)
    this.#matcher.search(text, this.#done - this.#base, limit, onMatch, onKind)
    searchHidden(this.#matcher, { text, base: this.#base, limit }, this.#cursors, unpeeled, onSight)
    this.#collect(text, places)
    this.#done = this.#base + limit
    return text
  }

  #collect(text: SievedText, places: Place[]): void {
    for (const { offset, layers, of } of inOrder(places)) {
      this.#countTo(text, offset)
      if (typeof of === 'string') this.#prove(of, this.#line, layers)
      else this.#collector.add(of, this.#line, layers)
    }
  }

  #prove(document: string, line: number, layers: readonly string[]): void {
    const { findings, unreadable, beyond } = scanDocument(this.#path, document, this.#options)
    this.#beyondHidden += beyond
    // What cannot be read as a document at all was none, or was cut in pieces.
    if (unreadable?.tooDeep) this.unproven = `behind ${layers.join(', ')} ${unreadable.reason}`
    for (const finding of findings) {
      const places = [{ path: this.#path, line }]
      this.#structural.push({ ...finding, line, places, layers: [...layers, ...finding.layers] })
    }
  }

  /** Back as well: what was found in a window may lie in what is kept of it. */
  #countTo(text: SievedText, offset: number): void {
    if (offset >= this.#counted) this.#line += text.lines(this.#counted, offset)
    else this.#line -= text.lines(offset, this.#counted)
    this.#counted = offset
  }

  #keepFrom(text: SievedText, start: number): void {
    const window = text.bytes
    this.#countTo(text, start)
    this.#counted = 0
    this.#base += start
    window.copyWithin(0, start)
    this.#filled = window.length - start
  }
}

/** Only what stands close together is looked at. */
function isOneLine(bytes: Buffer, from: number, to: number): boolean {
  if (to - from > 64) return false
  for (let at = from; at < to; at++) if (bytes[at] === 0x0a) return false
  return true
}

/** By offset; most often they are in order as they came. */
function inOrder(places: Place[]): Place[] {
  let before = 0
  for (const { offset } of places) {
    if (offset < before) return places.sort((a, b) => a.offset - b.offset)
    before = offset
  }
  return places
}
