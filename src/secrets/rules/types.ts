import type { Planted } from '../canaries/planted-rules.js'
import type { SecretCheck, Severity } from '../finding.js'

/** What surrounds a match, for rules whose context decides. At most 256 characters before, and what is left of the window. */
export interface MatchContext {
  readonly before: string
  /** The whole match, from the keyword on, of which the secret may be a part. */
  readonly match: string
  readonly after: string
  readonly recall: Recall
}

/** What a function says of a text, which it is asked once for a text of a window: a log has one a thousand times. */
export type Recall = <T>(judge: (text: string) => T, text: string) => T

/**
 * What stands near the keyword in every match of an expression:
 * - `assigned`: no more than 24 characters of its word (`[\w.-]`), and behind it a `separator` and a value;
 * - `name`: it is a part of the name in a field `name`, with no more than 24 characters behind it;
 * - `long`: behind it a value of twenty characters and more;
 * - `groups`: three dashes between groups of five characters, the first of them less than 96 bytes on;
 * - `dotted`: behind it a sign, and a dot less than 12 bytes on.
 */
export type Look = 'assigned' | 'name' | 'long' | 'groups' | 'dotted'

/** One kind of secret, as data. */
export interface SecretRule {
  id: string
  title: string
  severity: Severity
  check: Exclude<SecretCheck, 'MG-SEC-001'>
  /** Literals of four characters and more, each the beginning of a match: the search for them is the prefilter. */
  keywords: readonly string[]
  ignoreCase?: boolean
  /**
   * Matched where a keyword stands, from its first character; looks back with a bounded lookbehind. Repetition is
   * bounded. The secret is the first group that took part, else the whole match.
   */
  regex: RegExp
  /** The characters of which one stands behind the keyword in every match: any other is refused for no more than a look. */
  then?: RegExp
  /** What the scanner looks at before it runs the expression. */
  look?: Look
  /** A character that every match has within as many bytes from the keyword's beginning. */
  needs?: { character: string; within: number }
  /** The longest match in bytes; 512 unless said. */
  span?: number
  /** Says no where the match is not a secret after all, whatever stands around it. */
  accept?: (value: string) => boolean
  /** Says no where what stands around a value that may be one speaks against it. */
  fits?: (value: string, context: MatchContext) => boolean
  /** Whether the checksum that such secrets carry holds. */
  verify?(value: string): boolean
  /** The secret in the form that its fingerprint is made of, where layout may differ. */
  normalize?(value: string): string
  /** Gives way to a rule that knows the same value better. */
  generic?: boolean
  /** Looks at the whole of a value that was in base64, instead of at a keyword. */
  decoded?: boolean
  /** The canary that it looks for, where it is one of its rules. */
  planted?: Planted
  /**
   * Texts, of one byte per character, in which the rule finds exactly one secret. Put together at run time, so that no
   * file holds one.
   */
  positive(): readonly string[]
  /** Texts that look alike and in which it finds none. */
  negative(): readonly string[]
}
