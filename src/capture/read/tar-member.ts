import type { ByteSource } from './byte-source.js'
import { headerBytes } from './tar-header.js'
import type { TarHeader } from './tar-header.js'
import type { EntryType } from './types.js'

/** What extended headers say of the member behind them, in place of its own header. */
export interface Extension {
  name?: string
  linkTarget?: string
  size?: number
  sparse?: boolean
}

/** GNU's folders have a list of names as their body. */
const dumpedFolder = 'D'

const types: Record<string, EntryType> = {
  '0': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'device',
  '4': 'device',
  '5': 'directory',
  '6': 'fifo',
  '7': 'file',
  [dumpedFolder]: 'directory',
}

/** One member of a tar archive under the name that it has there, whatever that is. */
export class TarMember {
  readonly name: string
  readonly type: EntryType
  readonly size: number
  readonly mode: number
  readonly linkTarget: string | undefined
  /** Why the body ended early; known once it was read or skipped. */
  truncated: string | undefined
  readonly #source: ByteSource
  /** Of the body in the archive. */
  readonly #bytes: number
  #left: number

  constructor(source: ByteSource, header: TarHeader, extension: Extension) {
    const type = extension.sparse === true ? 'other' : (types[header.type] ?? 'other')
    // Links, folders and devices have no body whatever size they state: so do GNU tar and Go.
    const hasBody = type === 'file' || type === 'other' || header.type === dumpedFolder
    this.#bytes = hasBody ? (extension.size ?? header.size ?? 0) : 0
    this.#left = this.#bytes
    this.#source = source
    this.name = extension.name ?? header.path
    this.type = type
    this.size = type === 'directory' ? 0 : this.#bytes
    this.mode = header.mode ?? 0o644
    const isLink = type === 'symlink' || type === 'hardlink'
    this.linkTarget = isLink ? (extension.linkTarget ?? header.linkTarget) : undefined
  }

  async *body(): AsyncGenerator<Buffer, void, undefined> {
    while (this.#left > 0) {
      const bytes = await this.#source.some(this.#left)
      if (!bytes) break
      this.#left -= bytes.length
      yield bytes
    }
    if (this.#left > 0) this.truncated = this.#missing()
  }

  /** All of the body, where none of it need be waited for. */
  whole(): Buffer | undefined {
    const bytes = this.#source.take(this.#left)
    if (bytes) this.#left = 0
    return bytes
  }

  /** Skips what is left, and what fills the last block. Whether the body was there to its end. */
  async finish(): Promise<boolean> {
    this.#left -= await this.#source.skip(this.#left)
    if (this.#left > 0) {
      this.truncated = this.#missing()
      return false
    }
    await this.#source.skip(padding(this.#bytes))
    return true
  }

  /** The same where nothing need be waited for: whether that was so. */
  finishAtOnce(): boolean {
    return this.#left === 0 && this.#source.take(padding(this.#bytes)) !== undefined
  }

  #missing(): string {
    const why = this.#source.damage?.message ?? 'the archive ends early'
    return `${this.#left} of ${this.#bytes} bytes are missing: ${why}`
  }
}

/** What comes behind as many bytes, up to the next block. */
export function padding(size: number): number {
  return (headerBytes - (size % headerBytes)) % headerBytes
}
