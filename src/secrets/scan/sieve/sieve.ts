import { digits, readable, values } from './digits.js'
import { hexDigits, meanings } from './escapes.js'
import type { KeywordTables } from './keyword-tables.js'
import { before, behind, layout, mostPairs } from './layout.js'
import { classesOf } from './looks.js'
import { places } from './bit-places.js'
import { sieveModule } from './sieve-module.js'

// What is needed of it: the types of Node name it, but have nothing in it.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => { exports: unknown }
}

interface Exports {
  memory: { buffer: ArrayBuffer; grow(pages: number): number }
  found: { value: number }
  keywords(from: number, to: number, end: number, most: number): number
  find(from: number, to: number, word: number): number
  lines(from: number, to: number): number
  nextValue(from: number, limit: number, end: number, segment: number): number
  endOfValue(start: number, most: number, inside: number): number
  endOfLines(start: number, most: number, last: number, inside: number): number
  isReadable(start: number): number
  hidden(from: number, to: number): number
  endOfWord(start: number, most: number): number
  unpercent(from: number, to: number, out: number): number
  unescape(from: number, to: number, out: number): number
}

const page = 64 * 1024

/** The module of a thread, and what its memory holds at the moment. No search goes on while another one does. */
class Sieve {
  readonly exports: Exports
  memory: Buffer
  tables: KeywordTables | undefined
  /** The text that is in the memory, and where it begins. */
  holds: object | undefined
  textAt = layout.keywords + before

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(sieveModule, 'base64'))
    this.exports = new WebAssembly.Instance(module).exports as Exports
    this.memory = Buffer.from(this.exports.memory.buffer)
    this.memory.set(digits, layout.digits)
    this.memory.set(values, layout.values)
    this.memory.set(readable, layout.readable)
    this.memory.set(places, layout.places)
    this.memory.set(hexDigits, layout.hexDigits)
    this.memory.set(meanings, layout.meanings)
    this.memory.set(new Uint8Array(classesOf.buffer), layout.classes)
  }

  use(tables: KeywordTables): void {
    if (this.tables === tables) return
    this.tables = tables
    this.holds = undefined
    const { index, filter, keywords } = tables
    this.textAt = layout.keywords + align(keywords.length) + before
    this.reserve(this.textAt)
    this.memory.set(index, layout.bitmap)
    this.memory.set(filter, layout.filter)
    this.memory.set(keywords, layout.keywords)
  }

  place(owner: object, bytes: Uint8Array): void {
    const end = this.textAt + bytes.length
    this.reserve(end + behind)
    this.memory.fill(0, this.textAt - before, this.textAt)
    this.memory.set(bytes, this.textAt)
    this.memory.fill(0, end, end + behind)
    this.holds = owner
  }

  /** A copy of what a function of the module writes of a part of the text, which is never longer than that. */
  written(by: 'unpercent' | 'unescape', from: number, to: number, textLength: number): Buffer {
    const out = align(this.textAt + textLength + behind)
    this.reserve(out + to - from + behind)
    const end = this.exports[by](this.textAt + from, this.textAt + to, out)
    return Buffer.from(this.memory.subarray(out, end))
  }

  reserve(bytes: number): void {
    const lacking = Math.ceil((bytes - this.memory.length) / page)
    if (lacking <= 0) return
    this.exports.memory.grow(lacking)
    this.memory = Buffer.from(this.exports.memory.buffer)
  }
}

const align = (bytes: number) => Math.ceil(bytes / 16) * 16

// One for the thread: a memory reserves much address space.
let loaded: Sieve | undefined

/** A memory grows for a text that was packed, and cannot shrink: beyond this many bytes a small text gets another one. */
const roomy = 8 * 2 ** 20

function sieveFor(text: SievedText): Sieve {
  if (loaded && loaded.holds !== text && loaded.memory.length > roomy && text.bytes.length < roomy / 8)
    loaded = undefined
  return (loaded ??= new Sieve())
}

/** A text that questions are asked of, each of which looks at all of its bytes. All offsets are of the text. */
export class SievedText {
  constructor(readonly bytes: Buffer) {}

  /**
   * Calls for each keyword that begins at or after `from` and before `limit`, in ascending order, and says which of its
   * looks it passed.
   */
  keywords(
    tables: KeywordTables,
    from: number,
    limit: number,
    onKeyword: (number: number, at: number, looks: number) => void,
  ): void {
    const to = Math.min(limit, this.bytes.length)
    for (let next = from; next < to;) {
      sieveFor(this).use(tables)
      const { exports, textAt, memory } = this.#sieve()
      next = exports.keywords(textAt + next, textAt + to, textAt + this.bytes.length, mostPairs) - textAt
      const found = exports.found.value
      if (found === 0) continue
      // A copy, as what is called may search as well.
      const pairs = new Int32Array(memory.buffer, layout.output, 2 * found).slice()
      for (let index = 0; index < pairs.length; index += 2) {
        const at = (pairs[index] as number) - textAt
        const found = pairs[index + 1] as number
        if (at < to) onKeyword(found & 0xffff, at, found >>> 16)
      }
    }
  }

  /** Where four bytes stand, that begin at or after `from` and before `limit`. */
  find(word: Buffer, from: number, limit: number): number | undefined {
    const { exports, textAt } = this.#sieve()
    const to = Math.min(limit, this.bytes.length)
    return offset(exports.find(textAt + from, textAt + to, word.readInt32LE(0)), textAt)
  }

  /** The signs, as bits of `hiddenSigns`, that stand somewhere at or after `from` and before `limit`. */
  hidden(from: number, limit: number): number {
    const { exports, textAt } = this.#sieve()
    return exports.hidden(textAt + from, textAt + Math.min(limit, this.bytes.length))
  }

  /** How many line feeds there are. */
  lines(from: number, to: number): number {
    const { exports, textAt } = this.#sieve()
    return exports.lines(textAt + from, textAt + to)
  }

  /** Where the next value in base64 begins that may be worth decoding. */
  nextValue(from: number, limit: number, segment: number): number | undefined {
    const { exports, textAt } = this.#sieve()
    const end = textAt + this.bytes.length
    return offset(exports.nextValue(textAt + from, textAt + limit, end, segment), textAt)
  }

  /** The end of a value in base64; with `inside`, it began before `start`. */
  endOfValue(start: number, most: number, inside: boolean): number {
    const { exports, textAt } = this.#sieve()
    return (
      exports.endOfValue(textAt + start, textAt + Math.min(most, this.bytes.length), Number(inside)) - textAt
    )
  }

  /** The end of digits of either alphabet, and of the lines that go on with them. */
  endOfLines(start: number, most: number, inside: boolean): number {
    const { exports, textAt } = this.#sieve()
    return (
      exports.endOfLines(textAt + start, textAt + Math.min(most, this.bytes.length), 2, Number(inside)) -
      textAt
    )
  }

  /** Whether the first digits of base64 decode to text. */
  isReadable(start: number): boolean {
    const { exports, textAt } = this.#sieve()
    return exports.isReadable(textAt + start) !== 0
  }

  /** The end of a word that may be percent-encoded. */
  endOfWord(start: number, most: number): number {
    const { exports, textAt } = this.#sieve()
    return exports.endOfWord(textAt + start, textAt + Math.min(most, this.bytes.length)) - textAt
  }

  /** What stands there, with each %XX as the byte that it stands for. */
  unpercent(from: number, to: number): Buffer {
    return this.#sieve().written('unpercent', from, to, this.bytes.length)
  }

  /** What stands there, with each escape as JSON and YAML write it taken off once. */
  unescape(from: number, to: number): Buffer {
    return this.#sieve().written('unescape', from, to, this.bytes.length)
  }

  #sieve(): Sieve {
    const sieve = sieveFor(this)
    if (sieve.holds !== this) sieve.place(this, this.bytes)
    return sieve
  }
}

const offset = (address: number, textAt: number) => (address === 0 ? undefined : address - textAt)
