import type { CaptureProblem, EntryType, Hostile } from './types.js'

/** An entry as a folder or an archive yields it, before anybody looked into packed members. */
export interface RawEntry {
  path: string
  type: EntryType
  /** `undefined` where it comes out of a packed stream. */
  readonly size: number | undefined
  /** Permission bits. */
  readonly mode?: number | undefined
  linkTarget?: string
  hostile?: Hostile
  /** Filled in by the body's end. */
  readonly truncated?: string | undefined
  /** The bytes, once; they are good until the next entry is asked for. */
  body(): AsyncIterable<Buffer>
  /** All of the bytes, where none need be waited for: `body` has none then. */
  whole?(): Buffer | undefined
  /** The bytes once more; only where that costs nothing but another read. */
  reopen?(): AsyncIterable<Buffer>
}

/** Where the readers put what they stumble on. */
export type Report = (problem: CaptureProblem) => void

export async function* noBytes(): AsyncGenerator<Buffer, void, undefined> {}
