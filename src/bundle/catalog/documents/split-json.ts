import { splitYaml } from './split-yaml.js'
import { behind, Stretch } from './stretch.js'
import type { Broken, RawDocument } from './types.js'
import { deepest } from './types.js'

/**
 * Parts a stream of JSON objects in a row by their brackets alone. From something else than an object on, `---` for
 * example, it is read as YAML, as OLM does. Says of an end in the middle of an object where that began.
 */
export async function* splitJson(blocks: AsyncIterable<Buffer>): AsyncGenerator<RawDocument | Broken> {
  const rest = new Stretch('json')
  const scan = new ObjectScan()
  for await (const block of blocks) {
    rest.append(block)
    for (;;) {
      if (scan.depth === 0) {
        rest.skip(spaceBefore(rest.bytes))
        if (rest.bytes.length === 0) break
        if (rest.bytes[0] !== brace) {
          yield* splitYaml(behind(rest.bytes, blocks), { line: rest.line, offset: rest.offset })
          return
        }
        scan.begin()
      }
      const end = scan.findEnd(rest.bytes)
      if (end === 'too-deep') {
        yield { broken: tooDeep, line: rest.lineAt(scan.position) }
        return
      }
      if (end === undefined) break
      yield rest.take(end)
    }
    const tooLarge = rest.tooLarge()
    if (tooLarge) {
      yield tooLarge
      return
    }
  }
  if (scan.depth > 0)
    yield { broken: 'the file ends in the middle of the JSON object that begins here', line: rest.line }
}

export const tooDeep = `it is nested more than ${deepest} levels deep`

const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d] as const
const [quote, backslash] = [0x22, 0x5c] as const
const brace = openBrace

function spaceBefore(bytes: Buffer): number {
  let at = 0
  while (at < bytes.length && isSpace(bytes[at])) at++
  return at
}

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d

/** Looks for the end of an object, block by block. */
class ObjectScan {
  depth = 0
  position = 0
  private inString = false

  begin(): void {
    this.depth = 0
    this.position = 0
    this.inString = false
  }

  /** Where the object ends that the bytes begin with; `undefined` where it goes on beyond them. */
  findEnd(bytes: Buffer): number | undefined | 'too-deep' {
    while (this.position < bytes.length) {
      if (this.inString) {
        if (!this.leaveString(bytes)) return undefined
        continue
      }
      const byte = bytes[this.position++]
      if (byte === quote) this.inString = true
      else if (byte === openBrace || byte === openBracket) {
        if (++this.depth > deepest) return 'too-deep'
      } else if ((byte === closeBrace || byte === closeBracket) && --this.depth === 0) return this.position
    }
    return undefined
  }

  /** Goes behind the quote that ends the string; false where that is not there yet. */
  private leaveString(bytes: Buffer): boolean {
    const end = bytes.indexOf(quote, this.position)
    if (end === -1) {
      // Backslashes at the end are looked at again together with what follows.
      this.position = bytes.length - backslashesBefore(bytes, bytes.length, this.position)
      return false
    }
    this.inString = backslashesBefore(bytes, end, this.position) % 2 === 1
    this.position = end + 1
    return true
  }
}

function backslashesBefore(bytes: Buffer, end: number, from: number): number {
  let count = 0
  while (end - 1 - count >= from && bytes[end - 1 - count] === backslash) count++
  return count
}
