import type { SecretFinding } from '../finding.js'
import type { Batch } from './batch.js'
import { layers } from './layers/index.js'
import type { Collector } from './collector.js'
import { createCollector } from './collector.js'
import type { Match, Matcher } from './matcher.js'
import { lookBehind } from './matcher.js'
import type { PeelCursor } from './peel.js'
import { peel } from './peel.js'

/** The scan of one file, as its bytes come. */
export interface FileScan {
  /** Takes the next bytes, which must stay as they are until `end`. */
  write(chunk: Buffer): void
  /** Ends the file and says what was found in it. */
  end(): SecretFinding[]
  /** Whether a Secret's kind was seen so far: such a file is worth `scanDocument`. */
  readonly mentionsSecret: boolean
}

/** How much is searched at once. Less is kept until it has come together. */
const windowSize = 256 * 1024
/** What must lie ahead of a position to decide on it: one segment of a layer, which is more than any match. */
const ahead = 64 * 1024
/** What is kept behind a position. */
const behind = lookBehind
/** The longest value that is looked at as a whole. */
const longestWhole = 2200
/** How many layers are looked behind. */
const maxDepth = 4

interface Raw {
  match: Match
  offset: number
  layers: readonly string[]
}

type OnHidden = (match: Match, offset: number, layers: readonly string[]) => void
const ignore = (): void => {}

export function createFileScan(path: string, matcher: Matcher, salt: string): FileScan {
  return new StreamScan(matcher, createCollector(path, salt))
}

/** Has the lifetime of one file: what is kept between its chunks is one window, whatever its size. */
class StreamScan implements FileScan {
  mentionsSecret = false
  readonly #matcher: Matcher
  readonly #collector: Collector
  #chunks: Buffer[] = []
  #pending = 0
  /** The bytes before the pending ones that are still looked at; `#base` and `#line` are where they begin. */
  #kept: Buffer = Buffer.alloc(0)
  #base = 0
  #line = 1
  #done = 0
  readonly #cursors: PeelCursor[] = layers.map(() => ({ at: 0, inside: false }))

  constructor(matcher: Matcher, collector: Collector) {
    this.#matcher = matcher
    this.#collector = collector
  }

  write(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#pending += chunk.length
    if (this.#pending >= windowSize) this.#process(false)
  }

  end(): SecretFinding[] {
    this.#process(true)
    return this.#collector.findings()
  }

  #process(final: boolean): void {
    const [only] = this.#chunks
    const whole = this.#kept.length === 0 && this.#chunks.length === 1 && only
    const bytes = whole || Buffer.concat([this.#kept, ...this.#chunks])
    const limit = final ? bytes.length : bytes.length - ahead
    const from = this.#done - this.#base
    const found: Raw[] = []
    const onMatch = (match: Match) => found.push({ match, offset: match.at, layers: [] })
    this.#matcher.search(bytes, from, limit, onMatch, () => (this.mentionsSecret = true))
    layers.forEach((layer, index) => {
      const window = { bytes, base: this.#base, limit }
      peel(layer, window, this.#cursors[index] as PeelCursor, (batch) => {
        this.#scanHidden(batch, [layer.name], (match, offset, names) =>
          found.push({ match, offset, layers: names }),
        )
      })
    })
    this.#collect(bytes, found)
    if (!final) this.#keep(bytes, limit)
  }

  /** Searches decoded regions, and what is hidden in them in turn. */
  #scanHidden(batch: Batch, names: readonly string[], onMatch: OnHidden): void {
    const { bytes, sourceOf } = batch
    this.#matcher.search(bytes, 0, bytes.length, (match) => onMatch(match, sourceOf(match.at), names), ignore)
    if (names.at(-1) === 'base64') this.#scanWhole(batch, (match, at) => onMatch(match, sourceOf(at), names))
    if (names.length >= maxDepth) return
    for (const layer of layers) {
      const cursor = { at: 0, inside: false }
      peel(layer, { bytes, base: 0, limit: bytes.length }, cursor, (inside) => {
        this.#scanHidden(inside, [...names, layer.name], (match, at, inner) =>
          onMatch(match, sourceOf(at), inner),
        )
      })
    }
  }

  /** Looks at each value that was in base64 as a whole. */
  #scanWhole({ bytes, regions }: Batch, onMatch: (match: Match, at: number) => void): void {
    for (const { start, end } of regions()) {
      if (end - start > longestWhole) continue
      this.#matcher.whole(bytes.toString('latin1', start, end), (match) => onMatch(match, start))
    }
  }

  #collect(bytes: Buffer, found: Raw[]): void {
    let line = this.#line
    let at = 0
    for (const { match, offset, layers: names } of found.sort((a, b) => a.offset - b.offset)) {
      line += countLines(bytes, at, offset)
      at = offset
      this.#collector.add({ rule: match.rule, value: match.value, line, layers: names })
    }
  }

  #keep(bytes: Buffer, limit: number): void {
    const start = Math.max(0, limit - behind)
    this.#done = this.#base + limit
    this.#line += countLines(bytes, 0, start)
    this.#base += start
    this.#kept = Buffer.from(bytes.subarray(start))
    this.#chunks = []
    this.#pending = 0
  }
}

function countLines(bytes: Buffer, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) if (bytes[i] === 0x0a) count++
  return count
}
