import type { FileQuestions } from '../file-analysis.js'
import type { Batch, Segment } from './types.js'

/** Large enough that few messages are sent, small enough that workers end at about the same time. */
const batchBytes = 1024 * 1024
/** So many buffers wait for being used again. */
const mostSpare = 8
/** A batch of tiny files ends here, so that what was learned of them does not pile up. */
const batchFiles = 1024

/** Puts the bytes of files together into batches. */
export class BatchBuilder {
  readonly #spare: ArrayBuffer[] = []
  #bytes: Buffer | undefined
  #filled = 0
  #segments: Segment[] = []

  get isFull(): boolean {
    return this.#filled === batchBytes || this.#segments.length >= batchFiles
  }

  get isEmpty(): boolean {
    return this.#segments.length === 0
  }

  /** Whether so many bytes go into this batch. */
  hasRoom(bytes: number): boolean {
    return this.#filled + bytes <= batchBytes
  }

  /** Begins a file, or goes on with it after a batch was taken. */
  begin(file: number, questions?: FileQuestions): void {
    const at = this.#filled
    this.#segments.push({ file, start: at, end: at, ...(questions ? { questions } : {}) })
  }

  /** Adds as much as there is room for; tells how much. */
  add(chunk: Buffer, from: number): number {
    this.#bytes ??= Buffer.from(this.#spare.pop() ?? new ArrayBuffer(batchBytes))
    const copied = chunk.copy(this.#bytes, this.#filled, from)
    this.#filled += copied
    const segment = this.#segments.at(-1)
    if (segment) segment.end = this.#filled
    return copied
  }

  end(truncated: boolean): void {
    const segment = this.#segments.at(-1)
    if (segment) segment.truncated = truncated
  }

  take(): Batch {
    const bytes = (this.#bytes?.buffer as ArrayBuffer | undefined) ?? new ArrayBuffer(0)
    const batch = { bytes, segments: this.#segments }
    this.#bytes = undefined
    this.#filled = 0
    this.#segments = []
    return batch
  }

  reuse(bytes: ArrayBuffer): void {
    if (bytes.byteLength === batchBytes && this.#spare.length < mostSpare) this.#spare.push(bytes)
  }
}
