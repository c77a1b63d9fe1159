/** One document of a file, as it stands there, not parsed yet. */
export interface RawDocument {
  style: 'json' | 'yaml'
  bytes: Buffer
  /** 1-based, where it begins. */
  line: number
  /** 0-based, where it begins. */
  offset: number
}

/** Why a file cannot be read beyond this place. Quotes nothing of the file. */
export interface Broken {
  broken: string
  line: number
}

/** No bundle that OLM could serve is larger: it is sent as one message of at most 4 MiB. */
export const largestDocument = 16 * 1024 * 1024

/** Deeper than any document that a person or a program means. */
export const deepest = 500
