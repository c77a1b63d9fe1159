import type { FileFacts, FileQuestions } from '../file-analysis.js'

/** One file's piece of a batch. */
export interface Segment {
  /** Number of the file in the pass. */
  file: number
  start: number
  end: number
  /** With the file's first piece. */
  questions?: FileQuestions
  /** With its last piece: whether the bytes ended before the file did. */
  truncated?: boolean
}

/** Bytes of one file or of many; only the last file may go on in another batch. */
export interface Batch {
  bytes: ArrayBuffer
  segments: Segment[]
}

export interface Learned {
  file: number
  facts: FileFacts
}

export interface BatchAnswer {
  learned: Learned[]
  /** The bytes of batches that nobody looks at any more, to be used again. */
  free: ArrayBuffer[]
}
