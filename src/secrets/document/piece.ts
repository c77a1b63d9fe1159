/** Why a text could not be read. The reason quotes nothing of it. */
export interface Problem {
  reason: string
  line?: number
  /** It is a document, but one that goes deeper than the parsers can. */
  tooDeep?: boolean
}

export const tooDeep: Problem = { reason: 'it is nested too deeply to be parsed', tooDeep: true }

/** A stretch of a text that was read on its own. */
export interface Piece {
  text: string
  /** 1-based, where it begins. */
  line: number
  documents: unknown[]
  /** Whether one object may be in many places of them. */
  aliases: boolean
  /** Why it could not be read; it has no documents then. */
  problem?: Problem
}
