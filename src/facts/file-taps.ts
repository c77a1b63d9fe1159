import type { Hash } from 'node:crypto'
import { createHash } from 'node:crypto'
import { decodeText, utf16Of } from '../lib/utf16.js'
import { countLines } from '../secrets/index.js'

/** Learns something from the bytes of one file as they pass. */
export interface Tap {
  write(chunk: Buffer): void
}

const headBytes = 16

/** The digest, the size and whether there is anything but white space. */
export class MeasureTap implements Tap {
  size = 0
  blank = true
  /** The first bytes, by which packed files are told. */
  head: Buffer = Buffer.alloc(0)
  readonly #hash: Hash | undefined

  constructor({ digest }: { digest: boolean }) {
    if (digest) this.#hash = createHash('sha256')
  }

  write(chunk: Buffer): void {
    if (this.size < headBytes)
      this.head = Buffer.concat([this.head, chunk.subarray(0, headBytes)]).subarray(0, headBytes)
    this.size += chunk.length
    this.#hash?.update(chunk)
    if (this.blank) this.blank = chunk.every(isSpace)
  }

  /** Where it was asked for. */
  sha256(): string | undefined {
    return this.#hash?.digest('hex')
  }
}

const isSpace = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)

/** Keeps the bytes, up to a limit; they must stay as they are. */
export class KeepTap implements Tap {
  size = 0
  /** Whether there were more: then it has none. */
  overflown = false
  /** Whether it still looks at what it was given. */
  holds = false
  /** The line that the kept bytes begin with, 1-based. */
  firstLine = 1
  #chunks: Buffer[] = []
  #text: string | undefined

  constructor(private readonly limit: number) {}

  write(chunk: Buffer): void {
    if (this.overflown) return
    this.size += chunk.length
    this.overflown = this.size > this.limit
    this.holds = !this.overflown
    if (this.overflown) this.#chunks = []
    else this.#chunks.push(chunk)
  }

  /**
   * Gives all that it keeps, put together where that is asked for, and keeps a copy of the last lines alone, of at most so
   * many bytes. `undefined`, and nothing is let go, where no line begins there, or the text is not in UTF-8.
   */
  takeLines(atMost: number): (() => Buffer) | undefined {
    if (this.overflown || this.layers.length > 0) return undefined
    const all = this.#chunks
    let [first, size] = [all.length, 0]
    while (first > 0 && size < atMost) size += all[--first]?.length ?? 0
    const tail = Buffer.concat(all.slice(first))
    const next = tail.indexOf(0x0a, Math.max(0, size - atMost)) + 1
    if (next === 0) return undefined
    const rest = Buffer.from(tail.subarray(next))
    for (const gone of [...all.slice(0, first), tail.subarray(0, next)]) this.firstLine += countLines(gone)
    this.#chunks = [rest]
    this.size = rest.length
    this.holds = false
    return () => Buffer.concat(all)
  }

  /** What is peeled off the bytes to have the text. */
  get layers(): string[] {
    return utf16Of(this.#chunks[0] ?? Buffer.alloc(0)) ? ['utf-16'] : []
  }

  /** To be asked for when all bytes have come: it is decoded once. */
  text(): string {
    return (this.#text ??= decodeText(Buffer.concat(this.#chunks)))
  }
}
