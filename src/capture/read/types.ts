export type EntryType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'device' | 'fifo' | 'socket' | 'other'

/** Why a name or a type is not let out of the reader as a normal entry, and never written or followed. */
export interface Hostile {
  code: HostileCode
  /** A sentence part: `the name climbs out of the folder with ".."`. */
  reason: string
}

export type HostileCode =
  | 'traversal'
  | 'absolute'
  | 'control-character'
  | 'not-utf8'
  | 'backslash'
  | 'too-long'
  | 'link-outside'
  | 'link-dangling'
  | 'device'
  | 'fifo'
  | 'socket'
  | 'duplicate'
  | 'unsupported'

/** One thing in a capture: a file, a folder, a link, or what somebody made of it. */
export interface CaptureEntry {
  /**
   * Relative POSIX path; inside a packed member `outer.tar.gz!/inner`; where the name is
   * hostile, the raw name with its control characters escaped.
   */
  readonly path: string
  readonly type: EntryType
  /** Bytes as the folder or the archive declares them; `undefined` for what is unpacked on the way. */
  readonly size: number | undefined
  /** Permission bits, where the folder or the archive tells them. */
  readonly mode?: number | undefined
  readonly linkTarget?: string
  readonly hostile?: Hostile
  /** The packed member that this entry came out of. */
  readonly container?: string
  /** How many archives lie around it: 0 in the capture itself. */
  readonly depth: number
  /** Why the body ended early; known once the body was read to its end or skipped. */
  readonly truncated?: string | undefined
  /**
   * The bytes, once, in chunks that are good until the next entry is asked for; what is not read is skipped then.
   */
  body(): AsyncIterable<Buffer>
  /** All of the bytes, where none need be waited for: `body` has none then. */
  whole?(): Buffer | undefined
}

export type ProblemKind = 'hostile' | 'truncated' | 'corrupt' | 'unreadable' | 'limit'

/** What went wrong while reading, on one entry or, without a path, on the capture as a whole. */
export interface CaptureProblem {
  kind: ProblemKind
  path?: string
  reason: string
}

/** What a listing tells of an entry: no body, and nothing of what is packed in members. */
export interface ListedEntry {
  path: string
  type: EntryType
}

export interface CaptureSource {
  /** As it was given. */
  path: string
  format: 'folder' | 'tar' | 'tar.gz'
}

export interface CaptureReader {
  readonly source: CaptureSource
  /**
   * Every entry once, in the order of the folder (sorted) or the archive. One pass at a time; it may be repeated.
   * Damage never throws: it ends up on the entry and in `problems`. Throws when the signal aborts.
   */
  entries(signal?: AbortSignal): AsyncGenerator<CaptureEntry, void, undefined>
  /**
   * Names and types of the entries at most `depth` parts deep whose names are harmless, without bodies and without
   * looking into members; of the first `most` alone where that is given. Cheap on a folder; on a packed archive it unpacks
   * all that comes before.
   */
  listing(depth: number, signal?: AbortSignal, most?: number): Promise<ListedEntry[]>
  /** Problems of the last pass of `entries`, complete when it has ended. */
  readonly problems: readonly CaptureProblem[]
}
