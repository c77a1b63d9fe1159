import { prefilterModule } from './prefilter-module.js'

/** Where the module has room for its input and its output, in bytes; the bitmap comes first. */
const bitmapBytes = 32 * 1024
const inputAt = bitmapBytes
const outputAt = 112 * 1024
/** How much is searched at once: the output has room for a position of four bytes for each. */
const block = 64 * 1024
const headBytes = 4

/** The beginnings of one set of keywords. */
export type Bitmap = Uint8Array

// What is needed of it: the types of Node name it, but have nothing in it.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => { exports: unknown }
}

interface Exports {
  memory: { buffer: ArrayBuffer }
  search(from: number, to: number, out: number): number
}

interface Module extends Exports {
  memoryBytes: Uint8Array
  output: Uint32Array
  bitmap: Bitmap | undefined
}

// One for the thread: a memory reserves much address space, and no search goes on while another one does.
let loaded: Module | undefined

function load(): Module {
  const module = new WebAssembly.Module(Buffer.from(prefilterModule, 'base64'))
  const exports = new WebAssembly.Instance(module).exports as Exports
  const { buffer } = exports.memory
  return {
    ...exports,
    memoryBytes: new Uint8Array(buffer),
    output: new Uint32Array(buffer, outputAt, block),
    bitmap: undefined,
  }
}

/** The bitmap of keywords, each given by the first four bytes of it. */
export function bitmapOf(heads: readonly Uint8Array[]): Bitmap {
  const bitmap = new Uint8Array(bitmapBytes)
  for (const head of heads) {
    const hash = hashAt(head, 0)
    bitmap[hash >>> 3] = (bitmap[hash >>> 3] ?? 0) | (1 << (hash & 7))
  }
  return bitmap
}

/** As the module has it: of the four bytes at `at` in lower case, the upper 18 bits of a product. */
export function hashAt(bytes: Uint8Array, at: number): number {
  const first = (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
  const word = first | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24) | 0x20202020
  return Math.imul(word, 0x9e3779b1) >>> 14
}

/** Calls with ascending positions in `[from, limit)` at which one of the keywords may begin. */
export function prefilter(
  bitmap: Bitmap,
  bytes: Uint8Array,
  from: number,
  limit: number,
  onPosition: (at: number) => void,
): void {
  const module = (loaded ??= load())
  if (module.bitmap !== bitmap) {
    module.memoryBytes.set(bitmap)
    module.bitmap = bitmap
  }
  const end = Math.min(limit, bytes.length)
  for (let start = from; start < end; start += block) {
    const stop = Math.min(end, start + block)
    // A keyword may begin with the last byte of a block; what else lies behind it gives positions that do not hold.
    module.memoryBytes.set(bytes.subarray(start, stop + headBytes - 1), inputAt)
    const found = module.search(inputAt, inputAt + stop - start, outputAt)
    // A copy, as what is called may search as well.
    const positions = module.output.slice(0, found)
    for (let index = 0; index < found; index++) {
      const at = start + (positions[index] as number) - inputAt
      if (at < stop) onPosition(at)
    }
  }
}
