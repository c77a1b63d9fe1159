import { mkdtemp, open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileBytes } from './file-bytes.js'

/** Kept in memory up to here, in a temporary file beyond. */
const inMemory = 4 * 2 ** 20

/** Bytes that pass by once and are needed a second time. */
export class Spool {
  #chunks: Buffer[] = []
  #size = 0
  #dir: string | undefined
  #file: FileHandle | undefined

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  async write(bytes: Buffer): Promise<void> {
    this.#size += bytes.length
    if (this.#size <= inMemory) {
      this.#chunks.push(Buffer.from(bytes))
      return
    }
    if (!this.#file) await this.#toDisk()
    await this.#file?.appendFile(bytes)
  }

  async *read(signal?: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    if (this.#dir === undefined) yield* this.#chunks
    else yield* fileBytes(join(this.#dir, 'bytes'), signal)
  }

  /** The first bytes. */
  async head(size: number): Promise<Buffer> {
    for await (const bytes of this.read()) return bytes.subarray(0, size)
    return Buffer.alloc(0)
  }

  /** Removes the temporary file. */
  async dispose(): Promise<void> {
    this.#chunks = []
    await this.#file?.close()
    if (this.#dir !== undefined) await rm(this.#dir, { recursive: true, force: true })
  }

  async #toDisk(): Promise<void> {
    this.#dir = await mkdtemp(join(tmpdir(), 'must-gather-member-'))
    this.#file = await open(join(this.#dir, 'bytes'), 'wx', 0o600)
    for (const chunk of this.#chunks) await this.#file.appendFile(chunk)
    this.#chunks = []
  }
}
