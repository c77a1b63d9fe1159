import { createHash } from 'node:crypto'
import type { LogLines } from '../model/facts.js'
import type { Tap } from './file-taps.js'

/** More of a line tells nothing of its age. */
const keptBytes = 512
const newline = 0x0a

/** `2026-11-20T10:00:00.123456789Z`, as kubelets put before each line; `[pod/x/y] ` may stand before it. */
const time =
  /^(?:\[[^\]]{1,300}\] )?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))(?![\d:])/

/** Learns the age of the lines of one log as its bytes pass. */
export class LineTimesTap implements Tap {
  #line: Buffer = Buffer.alloc(0)
  #first: Buffer | undefined
  #repeats = false
  #earliest = Infinity

  write(chunk: Buffer): void {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#keep(chunk.subarray(start, end))
      this.#endLine()
      start = end + 1
    }
    this.#keep(chunk.subarray(start))
  }

  end(): LogLines {
    if (this.#line.length > 0) this.#endLine()
    return {
      ...(this.#first && !this.#repeats
        ? { first: createHash('sha256').update(this.#first).digest('hex') }
        : {}),
      ...(this.#earliest === Infinity ? {} : { earliest: new Date(this.#earliest).toISOString() }),
    }
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0 || this.#line.length >= keptBytes) return
    this.#line = Buffer.concat([this.#line, bytes.subarray(0, keptBytes - this.#line.length)])
  }

  #endLine(): void {
    const line = this.#line
    this.#line = Buffer.alloc(0)
    if (!this.#first) this.#first = line
    else if (line.equals(this.#first)) this.#repeats = true
    const at = Date.parse(time.exec(line.toString('latin1'))?.[1] ?? '')
    if (at < this.#earliest) this.#earliest = at
  }
}
