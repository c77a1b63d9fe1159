import type { Seen } from './collector.js'

/** Where something is in the bytes: what was learned of, or the text of a hidden document. */
export interface Place {
  offset: number
  layers: readonly string[]
  of: Seen | string
}

const none: readonly string[] = []

/** Where the bytes show something as it is, in ascending order: numbers, as a text may be full of it. */
export class PlainPlaces {
  readonly #bytes: Buffer
  readonly #offsets: number[] = []
  readonly #seen: Seen[] = []

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  add(offset: number, of: Seen): void {
    // The same once more on its line says nothing new.
    const last = this.#offsets.length - 1
    if (this.#seen[last] === of && isOneLine(this.#bytes, this.#offsets[last] as number, offset)) return
    this.#offsets.push(offset)
    this.#seen.push(of)
  }

  *[Symbol.iterator](): Generator<Place, void, undefined> {
    for (let index = 0; index < this.#offsets.length; index++)
      yield { offset: this.#offsets[index] as number, layers: none, of: this.#seen[index] as Seen }
  }
}

/** All by their offsets. */
export function inOrder(plain: PlainPlaces, hidden: readonly Place[]): Iterable<Place> {
  return hidden.length === 0 ? plain : [...plain, ...hidden].sort((a, b) => a.offset - b.offset)
}

/** Only what stands close together is looked at. */
function isOneLine(bytes: Buffer, from: number, to: number): boolean {
  if (to - from > 64) return false
  for (let at = from; at < to; at++) if (bytes[at] === 0x0a) return false
  return true
}
