import { TextDecoder } from 'node:util'
import { utf16Of } from '../../lib/utf16.js'
import type { SecretFinding } from '../finding.js'
import type { FileScan } from './file-scan.js'

/** Has the lifetime of one file: a text in UTF-16 is searched as UTF-8, and any other file as it is. */
export class TextScan implements FileScan {
  readonly #scan: FileScan
  /** The first byte, where it came alone. */
  #first: Buffer | undefined
  #begun = false
  #decoder: TextDecoder | undefined

  constructor(scan: FileScan) {
    this.#scan = scan
  }

  get mentionsSecret(): boolean {
    return this.#scan.mentionsSecret
  }

  get unproven(): string | undefined {
    return this.#scan.unproven
  }

  get beyond(): number {
    return this.#scan.beyond
  }

  write(chunk: Buffer): void {
    if (this.#begun) return this.#pass(chunk)
    const bytes = this.#first ? Buffer.concat([this.#first, chunk]) : chunk
    if (bytes.length < 2) {
      this.#first = bytes
      return
    }
    this.#begun = true
    const encoding = utf16Of(bytes)
    if (encoding) this.#decoder = new TextDecoder(encoding)
    this.#pass(bytes)
  }

  end(): SecretFinding[] {
    if (!this.#begun && this.#first) this.#pass(this.#first)
    if (!this.#decoder) return this.#scan.end()
    this.#scan.write(Buffer.from(this.#decoder.decode()))
    return this.#scan.end().map((finding) => ({ ...finding, layers: ['utf-16', ...finding.layers] }))
  }

  #pass(chunk: Buffer): void {
    this.#scan.write(this.#decoder ? Buffer.from(this.#decoder.decode(chunk, { stream: true })) : chunk)
  }
}
