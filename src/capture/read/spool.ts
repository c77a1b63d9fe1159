import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Kept in memory up to here, in a temporary file beyond. */
const inMemory = 4 * 2 ** 20
const chunkSize = 256 * 1024
const algorithm = 'aes-256-ctr'

/**
 * Bytes that pass by once and are needed a second time. What is gathered may hold secrets: the temporary file is encrypted
 * under a key that only this process knows, and has no name from its beginning on, so that a crash leaves nothing.
 */
export class Spool {
  #chunks: Buffer[] = []
  #size = 0
  #file: FileHandle | undefined
  readonly #key = randomBytes(32)
  readonly #start = randomBytes(16)
  readonly #cipher = createCipheriv(algorithm, this.#key, this.#start)

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
    this.#file ??= await this.#toDisk()
    await this.#file.appendFile(this.#cipher.update(bytes))
  }

  async *read(signal?: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    if (this.#file) yield* this.#fromDisk(this.#file, signal)
    else yield* this.#chunks
  }

  /** The first bytes. */
  async head(size: number): Promise<Buffer> {
    for await (const bytes of this.read()) return bytes.subarray(0, size)
    return Buffer.alloc(0)
  }

  /** Lets go of the bytes. */
  async dispose(): Promise<void> {
    this.#chunks = []
    await this.#file?.close()
  }

  async *#fromDisk(file: FileHandle, signal?: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    const decipher = createDecipheriv(algorithm, this.#key, this.#start)
    for (let at = 0; ;) {
      signal?.throwIfAborted()
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield decipher.update(buffer.subarray(0, bytesRead))
    }
  }

  async #toDisk(): Promise<FileHandle> {
    const dir = await mkdtemp(join(tmpdir(), 'must-gather-member-'))
    const file = await open(join(dir, 'bytes'), 'wx+', 0o600).finally(() => rm(dir, { recursive: true }))
    for (const chunk of this.#chunks) await file.appendFile(this.#cipher.update(chunk))
    this.#chunks = []
    return file
  }
}
