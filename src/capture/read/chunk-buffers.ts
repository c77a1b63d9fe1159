/** A file that is smaller is read at once; of a larger one as many bytes at a time. */
export const chunkSize = 256 * 1024
/** What is kept is no more than some megabytes. */
export const mostFree = 16

/** Where the chunks of files are read to: buffers of `chunkSize` bytes. */
export interface Buffers {
  take(): Buffer
  /** Only when nobody looks at what is in them any more. */
  giveBack(buffers: readonly Buffer[]): void
}

/**
 * Buffers for one file after the other. Captures hold thousands of files: memory for each of them would be collected all the
 * time, or wait for it.
 */
export class ChunkBuffers implements Buffers {
  readonly #free: Buffer[] = []

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafe(chunkSize)
  }

  giveBack(buffers: readonly Buffer[]): void {
    this.#free.push(...buffers.slice(0, mostFree - this.#free.length))
  }
}

/** The same few by turns, for one file whose reader is done with a chunk before it asks for the next but one. */
export class TurnBuffers implements Buffers {
  readonly #buffers = Array.from({ length: 3 }, () => Buffer.allocUnsafe(chunkSize))
  #turn = 0

  take(): Buffer {
    this.#turn = (this.#turn + 1) % this.#buffers.length
    return this.#buffers[this.#turn] as Buffer
  }

  giveBack(): void {}
}
