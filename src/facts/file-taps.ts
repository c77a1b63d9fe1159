import type { Hash } from 'node:crypto'
import { createHash } from 'node:crypto'
import { decodeText, utf16Of } from '../lib/utf16.js'

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
  /** Whether there were more, or they were let go: then it has none. */
  overflown = false
  #chunks: Buffer[] = []
  #text: string | undefined

  constructor(private readonly limit: number) {}

  write(chunk: Buffer): void {
    if (this.overflown) return
    this.size += chunk.length
    if (this.size > this.limit) this.letGo()
    else this.#chunks.push(chunk)
  }

  letGo(): void {
    this.overflown = true
    this.#chunks = []
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
