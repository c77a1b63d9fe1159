import { Writable } from 'node:stream'

/** What comes after a break is not what would have come without it. */
export class MismatchError extends Error {}

/** What is kept of the end of what has come, to compare it with what comes again. */
export const overlapBytes = 64 * 1024

const tarBlock = 512

/**
 * One stream of bytes made of several that each begin anew somewhere before where the one before broke off. Passes on
 * what is new, with backpressure; its memory is the overlap.
 */
export class ResumedBytes {
  readonly #out: Writable
  #received = 0
  #seen = 0
  /** The last chunks, as few as hold the overlap; joined only where that is asked for. */
  readonly #recent: Buffer[] = []
  #recentBytes = 0

  constructor(out: Writable) {
    this.#out = out
  }

  /** How many bytes have been passed on. */
  get received(): number {
    return this.#received
  }

  /** How many bytes have come at all, those that were known among them. */
  get seen(): number {
    return this.#seen
  }

  /** From which byte on the next part is asked for. */
  get resumeAt(): number {
    return this.#received - Math.min(this.#recentBytes, overlapBytes)
  }

  /** Whether what has come ends as a tar does: with two blocks of zeros. */
  get endsAsTar(): boolean {
    const end = this.#tail().subarray(-2 * tarBlock)
    return this.#received % tarBlock === 0 && end.length === 2 * tarBlock && end.every((byte) => byte === 0)
  }

  /** A sink for a part that begins at byte `from`, at or before `resumeAt`. Fails with MismatchError where it differs in the overlap. */
  part(from: number): Writable {
    let position = from
    const part = new Writable({
      highWaterMark: 1024 * 1024,
      write: (chunk: Buffer, _encoding, done) => {
        this.#seen += chunk.length
        const known = chunk.subarray(0, Math.max(0, Math.min(chunk.length, this.#received - position)))
        if (!this.#matches(known, position)) return done(new MismatchError('it is another one'))
        position += chunk.length
        const fresh = chunk.subarray(known.length)
        if (fresh.length === 0) return done()
        this.#keep(fresh)
        if (this.#out.destroyed) return done(this.#out.errored ?? new Error('the reader is gone'))
        this.#out.write(fresh, (error) => done(error))
      },
    })
    // Who waits for its end is told; nobody else needs to be.
    return part.on('error', () => {})
  }

  /** Before the overlap nothing is known to compare with. */
  #matches(chunk: Buffer, position: number): boolean {
    if (chunk.length === 0) return true
    const skipped = Math.max(0, Math.min(chunk.length, this.resumeAt - position))
    const at = position + skipped - this.resumeAt
    return chunk.subarray(skipped).equals(this.#tail().subarray(at, at + chunk.length - skipped))
  }

  #tail(): Buffer {
    return Buffer.concat(this.#recent).subarray(-overlapBytes)
  }

  #keep(fresh: Buffer): void {
    this.#received += fresh.length
    this.#recent.push(fresh)
    this.#recentBytes += fresh.length
    while (this.#recentBytes - (this.#recent[0]?.length ?? 0) >= overlapBytes)
      this.#recentBytes -= this.#recent.shift()?.length ?? 0
  }
}
