import type { Broken, RawDocument } from './types.js'
import { largestDocument } from './types.js'

const newline = 0x0a
const blockSize = 1024 * 1024

/** The part of a file that was read and not taken yet, and where in the file it begins. */
export class Stretch {
  bytes: Buffer = Buffer.alloc(0)
  line: number
  offset: number

  constructor(
    private readonly style: RawDocument['style'],
    start = { line: 1, offset: 0 },
  ) {
    this.line = start.line
    this.offset = start.offset
  }

  append(block: Buffer): void {
    this.bytes = this.bytes.length === 0 ? block : Buffer.concat([this.bytes, block])
  }

  /** Its first bytes as a document; the rest stays. */
  take(length: number): RawDocument {
    const { style, line, offset } = this
    const bytes = this.bytes.subarray(0, length)
    this.skip(length)
    return { style, bytes, line, offset }
  }

  skip(length: number): void {
    this.line += countLines(this.bytes.subarray(0, length))
    this.offset += length
    this.bytes = this.bytes.subarray(length)
  }

  /** The line of a place in it. */
  lineAt(position: number): number {
    return this.line + countLines(this.bytes.subarray(0, position))
  }

  /** What is wrong where it has grown beyond what one document may be. */
  tooLarge(): Broken | undefined {
    return this.bytes.length > largestDocument + blockSize
      ? {
          broken: `the document that begins here is larger than ${largestDocument / 1024 / 1024} MiB`,
          line: this.line,
        }
      : undefined
  }
}

/** The same bytes in larger pieces, so that what spans several is not put together again and again. */
export async function* blocksOf(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let size = 0
  for await (const part of content) {
    parts.push(part)
    size += part.length
    if (size < blockSize) continue
    yield Buffer.concat(parts)
    parts = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(parts)
}

/** What is left of a block, and then the blocks behind it. */
export async function* behind(first: Buffer, others: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* others
}

function countLines(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) lines++
  return lines
}
