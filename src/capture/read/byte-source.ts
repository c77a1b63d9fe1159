import type { ProblemKind } from './types.js'

/** Damage in the data itself, as against a failure of the machine: it ends the data, and is a finding. */
export class DataError extends Error {
  constructor(
    readonly kind: Exclude<ProblemKind, 'hostile'>,
    message: string,
  ) {
    super(message)
    this.name = 'DataError'
  }
}

const nothing = Buffer.alloc(0)

/**
 * Bytes pulled from a stream of chunks, with a look ahead. Damage (`DataError`) ends the data like its end would:
 * reads come up short and `damage` says why. Every other error is thrown.
 */
export class ByteSource {
  readonly #chunks: AsyncIterator<Buffer, unknown> | undefined
  #chunk: Buffer
  #ended: boolean
  damage: DataError | undefined

  /** Of chunks that are still to come, or of bytes that are all there. */
  constructor(bytes: AsyncIterable<Buffer> | Buffer) {
    const isWhole = Buffer.isBuffer(bytes)
    this.#chunks = isWhole ? undefined : bytes[Symbol.asyncIterator]()
    this.#chunk = isWhole ? bytes : nothing
    this.#ended = isWhole
  }

  /** The next `size` bytes where they need not be waited for; they are consumed then. */
  take(size: number): Buffer | undefined {
    if (size === 0) return nothing
    if (size > this.#chunk.length) return undefined
    const bytes = this.#chunk.subarray(0, size)
    this.#chunk = this.#chunk.subarray(size)
    return bytes
  }

  /** All that is left, where nothing need be waited for. */
  takeRest(): Buffer | undefined {
    return this.#ended ? this.take(this.#chunk.length) : undefined
  }

  /** The next `size` bytes without consuming them; fewer only at the end. */
  async peek(size: number): Promise<Buffer> {
    while (this.#chunk.length < size) {
      const next = await this.#pull()
      if (!next) break
      this.#chunk = this.#chunk.length === 0 ? next : Buffer.concat([this.#chunk, next])
    }
    return this.#chunk.subarray(0, size)
  }

  /** The next `size` bytes; fewer only at the end. */
  async read(size: number): Promise<Buffer> {
    const bytes = await this.peek(size)
    this.#chunk = this.#chunk.subarray(bytes.length)
    return bytes
  }

  /** What is at hand of the next `size` bytes, never copied; `undefined` at the end. */
  async some(size: number): Promise<Buffer | undefined> {
    while (this.#chunk.length === 0) {
      const next = await this.#pull()
      if (!next) return undefined
      this.#chunk = next
    }
    const bytes = this.#chunk.subarray(0, size)
    this.#chunk = this.#chunk.subarray(bytes.length)
    return bytes
  }

  /** Skips; tells how many bytes were there to skip. */
  async skip(size: number): Promise<number> {
    let left = size
    while (left > 0) {
      const bytes = await this.some(left)
      if (!bytes) break
      left -= bytes.length
    }
    return size - left
  }

  async *rest(): AsyncGenerator<Buffer, void, undefined> {
    for (let bytes = await this.some(Infinity); bytes; bytes = await this.some(Infinity)) yield bytes
  }

  /** Lets go of the stream below. */
  async close(): Promise<void> {
    this.#ended = true
    await this.#chunks?.return?.()
  }

  async #pull(): Promise<Buffer | undefined> {
    if (this.#ended || !this.#chunks) return undefined
    try {
      const next = await this.#chunks.next()
      if (next.done !== true) return next.value
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      this.damage = error
    }
    this.#ended = true
    return undefined
  }
}
