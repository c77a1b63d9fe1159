import type { DocumentOptions } from '../document/scan-document.js'
import { scanDocument } from '../document/scan-document.js'
import type { SecretFinding } from '../finding.js'
import { withoutCovered } from '../canaries/covered.js'
import { Collector } from './collector.js'
import type { Sight } from './deep-search.js'
import { newCursors, searchHidden, unpeeled } from './deep-search.js'
import type { Match, Matcher } from './matcher.js'
import { lookBehind } from './matcher.js'
import type { PeelCursor } from './peel.js'
import type { Place } from './places.js'
import { inOrder, PlainPlaces } from './places.js'
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
    const plain = new PlainPlaces(bytes)
    const hidden: Place[] = []
    const onMatch = ({ rule, value, at }: Match) => {
      const of = this.#collector.learn(rule, value)
      if (of) plain.add(at, of)
    }
    const onSight = ({ of, offset, layers }: Sight) => {
      if ('cut' in of) this.unproven ??= `behind ${layers.join(', ')} ${of.cut}`
      else if ('document' in of) hidden.push({ offset, layers, of: of.document })
      else {
        const seen = this.#collector.learn(of.match.rule, of.match.value)
        if (seen) hidden.push({ offset, layers, of: seen })
      }
    }
    const onKind = () => {
      this.mentionsSecret = true
      return false
    }
    this.#matcher.search(
      text,
      this.#done - this.#base,
      limit,
      onMatch,
      this.mentionsSecret ? undefined : onKind,
    )
    searchHidden(this.#matcher, { text, base: this.#base, limit }, this.#cursors, unpeeled, onSight)
    for (const { offset, layers, of } of inOrder(plain, hidden)) {
      this.#countTo(text, offset)
      if (typeof of === 'string') this.#prove(of, this.#line, layers)
      else this.#collector.add(of, this.#line, layers)
    }
    this.#done = this.#base + limit
    return text
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
