import type { Canary } from '../model/canaries.js'
import type { Scanner } from '../secrets/index.js'
import { createScanner } from '../secrets/index.js'
import { createQuote } from './quote.js'

/** What the analysis of all files of a pass shares: plain data, so that workers can be given it. */
export interface AnalystOptions {
  /** Key of the fingerprints of secrets. */
  salt?: string | undefined
  /** What stands for a value of a Secret that was taken out. */
  redactionMarkers?: readonly string[] | undefined
  /** Values that were planted. */
  canaries?: readonly Canary[] | undefined
}

/** Reads files as they pass. Making one compiles the rules: one serves many files. */
export interface Analyst {
  scanner: Scanner
  salt: string | undefined
  /** Gathered text as a finding may quote it. */
  quote: (text: string, longest?: number) => string
}

export function createAnalyst({ salt, redactionMarkers, canaries = [] }: AnalystOptions): Analyst {
  const scanner = createScanner({ ...(salt === undefined ? {} : { salt }), redactionMarkers, canaries })
  return { scanner, salt, quote: createQuote(scanner) }
}
