import type { BundleCheck, BundleFinding } from '../../model/bundle.js'
import type { PlacedDocument } from './documents.js'
import type { BundleView } from './view.js'
import type { Way } from './values.js'

/** What a rule says of one place. */
export interface Found {
  path: string
  line?: number
  message: string
  want: string
  got: string
  /** What it is about, the same in every run; default: the message. */
  subject?: string
  fix?: string
}

/** One thing that a bundle must be, or should be. */
export interface BundleRule {
  /** Stable; letters and dashes. Waivers and profiles go by it. */
  id: string
  check: BundleCheck
  /** Required is what OLM, or the gate of a catalog, refuses; the rest is advice, unless a profile says otherwise. */
  level: 'required' | 'recommended'
  /** What must hold, as a sentence of the docs. */
  must: string
  fix: string
  find(view: BundleView): Iterable<Found>
}

/** A finding at a part of a document. */
export const at = (document: PlacedDocument, way: Way, found: Omit<Found, 'path' | 'line'>): Found => ({
  path: document.path,
  line: document.line(way),
  ...found,
})

export const toFinding = (
  rule: BundleRule,
  { path, line, message, want, got, subject = message, fix = rule.fix }: Found,
): BundleFinding => ({
  check: rule.check,
  rule: rule.id,
  path,
  ...(line === undefined ? {} : { line }),
  ...{ message, want, got, fix, subject },
})
