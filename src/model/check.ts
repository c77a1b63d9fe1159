import type { FactName, Facts } from './facts.js'
import type { Level, Profile } from './profile.js'
import type { Place } from './report.js'

/** What a check says of one thing that is not as the contract wants it. */
export interface FindingDraft {
  message: string
  want: string
  got: string
  at?: Place
  count?: number
  places?: Place[]
  /** Default: the check's own. */
  fix?: string
  rule?: string
  /** Which of the check's parts it belongs to, where that has a level of its own. */
  part?: string
  /** What the finding is about, apart from its path: the same in every run. */
  subject: string
  /** For secrets: the fingerprint that the scanner gave. */
  fingerprint?: string
}

export type CheckOutcome =
  /** `because`: the failed check that is the cause, where there is one. */
  | { skip: 'not-applicable' | 'not-evaluated'; reason: string; because?: string }
  /** `looked`: what was looked at, said even of a pass: a check with nothing to look at is a skip. */
  | { looked: string; findings: FindingDraft[] }

export interface CheckContext {
  profile: Profile
}

/** One clause of the contract, in one file: its facts, its messages and its logic. */
export interface Check<Name extends FactName = FactName> {
  id: string
  /** The failing state, as a noun: `version file missing`. */
  title: string
  /** The image that it judges. */
  group: 'operator' | 'bundle' | 'index' | 'must-gather'
  contract: { sentence: string; link: string }
  /** What it is given; where one is absent the check is skipped as not evaluated, with the reason. */
  reads: readonly Name[]
  fix: string
  /**
   * Parts whose findings weigh less than the others, unless the profile says otherwise (`MG-SEC-002/log: required`), and
   * their levels.
   */
  parts?: Readonly<Record<string, Level>>
  /**
   * What it can say of a gather that did not end or was not copied whole: `skip` nothing, `findings` only what it found
   * (finding nothing proves nothing then), `judge` all, as it does not read what came out. Default: `skip`.
   */
  onPartial?: 'skip' | 'findings' | 'judge'
  evaluate(facts: Pick<Facts, Name>, context: CheckContext): CheckOutcome
}

/** Facts as far as a capture and a configuration give them, and why the others are absent. */
export interface FactsAtHand {
  facts: Partial<Facts>
  absent: Partial<Record<FactName, string>>
}
