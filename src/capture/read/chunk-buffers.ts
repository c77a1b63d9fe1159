/** A file that is smaller is read at once; of a larger one as many bytes at a time. */
export const chunkSize = 256 * 1024
/** What is kept is no more than some megabytes. */
export const mostFree = 16

/**
 * Buffers of `chunkSize` bytes for one file after the other. Captures hold thousands of files: memory for each of them would
 * be collected all the time, or wait for it.
 */
export class ChunkBuffers {
  readonly #free: Buffer[] = []

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafe(chunkSize)
  }

  /** Only when nobody looks at what is in them any more. */
  giveBack(buffers: readonly Buffer[]): void {
    this.#free.push(...buffers.slice(0, mostFree - this.#free.length))
  }
}
