import { Writable } from 'node:stream'

/** A sink that keeps the end of what it is given: enough of a program's stderr to say why it failed. */
export class TailSink extends Writable {
  readonly #keep: number
  #tail = Buffer.alloc(0)

  constructor(keepBytes = 4096) {
    super()
    this.#keep = keepBytes
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-this.#keep)
    done()
  }

  /** The last lines, without empty ones. */
  lastLines(count: number): string {
    const lines = this.#tail.toString('utf8').split('\n')
    return lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .slice(-count)
      .join('; ')
  }
}
