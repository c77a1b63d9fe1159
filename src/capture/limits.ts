/** How far a reader or an extractor goes before it calls something a bomb. Bytes, unless named otherwise. */
export interface CaptureLimits {
  /** Archives inside archives that are looked into; with 0, no packed member is, and none is reported for it. */
  depth: number
  /** Unpacked bytes of one packed member. */
  memberBytes: number
  /** Unpacked bytes of all packed members together, or of an extraction. */
  totalBytes: number
  /** Unpacked bytes per packed byte of a member, once it is larger than `ratioFrom`. */
  ratio: number
  ratioFrom: number
  /** Unpacked bytes of the capture itself, where it is a packed archive. */
  captureBytes: number
  /** Number of entries. */
  entries: number
}

const mebibyte = 2 ** 20

export const defaultLimits: CaptureLimits = {
  depth: 4,
  memberBytes: 1024 * mebibyte,
  totalBytes: 8192 * mebibyte,
  ratio: 250,
  ratioFrom: 64 * mebibyte,
  captureBytes: 64 * 1024 * mebibyte,
  entries: 2_000_000,
}
