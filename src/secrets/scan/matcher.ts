import type { MatchContext, Recall, SecretRule } from '../rules/types.js'
import { mayMatch } from './expression.js'
import { createKeywordSearch } from './keyword-search.js'
import { createRecall } from './recall.js'
import { secretSigns } from './secret-signs.js'
import { createSurroundings } from './surroundings.js'
import type { TextWindow } from './text-window.js'
import type { SievedText } from './sieve/sieve.js'
import { createTextWindow, lookBehind } from './text-window.js'
import type { TriedKeyword } from './trials.js'
import { trialsOf } from './trials.js'

/** What a rule found at an offset of the bytes that were searched. */
export interface Match {
  rule: SecretRule
  value: string
  at: number
}

/** What was found so far, of which not all need be judged again. */
export interface Memory {
  /** Whether nothing more is wanted of any of the rules; asked once for each place that one of them might match. */
  isFull(rules: readonly SecretRule[]): boolean
  /** Whether the rule has found the value before: it is a secret then, whatever stands around it here. */
  knows(rule: SecretRule, value: string): boolean
}

export interface Matcher {
  /**
   * Finds what begins at or after `from` and before `limit`. `onSecretKind`, if given, hears where a Secret's kind stands, and
   * says whether it is to hear of the next.
   */
  search(
    text: SievedText,
    from: number,
    limit: number,
    onMatch: (match: Match) => void,
    onSecretKind?: (at: number) => boolean,
  ): void
  /** The same with a memory of what was found. */
  remembering(memory: Memory): Matcher
  /** Applies the rules that look at the whole of a decoded value. */
  whole(text: string, onMatch: (match: Match) => void): void
}

export { lookBehind } from './text-window.js'
/** The longest match of any rule. */
export const lookAhead = 8600

const noMemory: Memory = { isFull: () => false, knows: () => false }

/** Turns rules into one search: literals first, each rule's expression only where one of its keywords stands. */
export function createMatcher(rules: readonly SecretRule[]): Matcher {
  const signs = secretSigns.map(({ literal, look }) => ({ text: literal, ignoreCase: false, looks: look }))
  const keywords = trialsOf(rules, signs)
  const search = createKeywordSearch(keywords)
  const decoded = rules.filter((rule) => rule.decoded)

  const remembering = (memory: Memory): Matcher => ({
    remembering,
    search(sieved, from, limit, onMatch, onSecretKind) {
      const { bytes } = sieved
      const near = createSurroundings(bytes)
      const window = createTextWindow(bytes)
      const recall = createRecall()
      let wantsKind = onSecretKind !== undefined
      search(sieved, from, limit, (index, at, looks) => {
        const { text, span, trials } = keywords[index] as TriedKeyword
        if (wantsKind && isSign(index, window, at, span)) wantsKind = onSecretKind?.(at) === true
        for (const { expression, rules } of trials) {
          if ((expression.look & looks) === 0) continue
          if (!mayMatch(expression, bytes, at, at + text.length, near) || memory.isFull(rules)) continue
          const found = execAt(expression.regex, window, at, span)
          if (!found) continue
          const value = firstGroup(found) ?? found[0]
          for (const rule of rules) {
            if (!memory.knows(rule, value) && !isSecret(rule, value, found, window, recall)) continue
            onMatch({ rule, value, at })
          }
        }
      })
    },
    whole(text, onMatch) {
      for (const rule of decoded) {
        if (memory.isFull([rule])) continue
        if (rule.regex.test(text) && rule.accept?.(text) !== false) onMatch({ rule, value: text, at: 0 })
      }
    },
  })
  return remembering(noMemory)
}

const isSign = (index: number, window: TextWindow, at: number, span: number): boolean => {
  const sign = secretSigns[index]
  return sign !== undefined && execAt(sign.regex, window, at, span) !== null
}

function execAt(regex: RegExp, window: TextWindow, at: number, span: number): RegExpExecArray | null {
  window.moveTo(at, span)
  regex.lastIndex = at - window.start
  return regex.exec(window.text)
}

function firstGroup(found: RegExpExecArray): string | undefined {
  for (let group = 1; group < found.length; group++) if (found[group] !== undefined) return found[group]
  return undefined
}

function isSecret(
  { accept, fits }: SecretRule,
  value: string,
  { 0: match, index }: RegExpExecArray,
  { text }: TextWindow,
  recall: Recall,
): boolean {
  if (accept && !recall(accept, value)) return false
  return !fits || fits(value, contextOf(text, index, match, recall))
}

function contextOf(text: string, at: number, match: string, recall: Recall): MatchContext {
  const end = at + match.length
  return {
    before: text.slice(Math.max(0, at - lookBehind), at),
    match,
    after: text.slice(end, end + 64),
    recall,
  }
}
