import type { MatchContext, Recall, SecretRule } from '../rules/types.js'
import type { Keyword } from './keyword-search.js'
import { createKeywordSearch } from './keyword-search.js'
import { createRecall } from './recall.js'
import type { SievedText } from './sieve/sieve.js'

/** What a rule found at an offset of the bytes that were searched. */
export interface Match {
  rule: SecretRule
  value: string
  at: number
}

export interface Matcher {
  /** Finds what begins at or after `from` and before `limit`; `onSecretKind` says where a Secret's kind stands. */
  search(
    text: SievedText,
    from: number,
    limit: number,
    onMatch: (match: Match) => void,
    onSecretKind: (at: number) => void,
  ): void
  /** The same without rules that come to be in a set: nothing more is wanted of them. */
  except(rules: ReadonlySet<SecretRule>): Matcher
  /** Applies the rules that look at the whole of a decoded value. */
  whole(text: string, onMatch: (match: Match) => void): void
}

/** How far a rule may look back from its keyword. */
export const lookBehind = 256
/** The longest match of any rule. */
export const lookAhead = 8600

/** What says that a Secret is near, and the expression that decides where its literal stands. */
const secretSigns: readonly { literal: string; regex: RegExp }[] = [
  { literal: 'Secret', regex: /(?<=kind["'\\]{0,8}\s{0,4}:\s{0,4}["'\\]{0,8})Secret(?:List)?(?![\w-])/y },
  // What `oc describe secret` prints names a type, and has its data under a line of its own.
  ...['Data\n====', 'Data\r\n===='].map((literal) => ({
    literal,
    regex: /(?<=Type:[ \t]{1,16}\S{1,120}\s{1,8})Data\r?\n====(?=[ \t\r]{0,4}\n)/y,
  })),
]

interface CompiledRule {
  rule: SecretRule
  regex: RegExp
  span: number
}

/** Turns rules into one search: literals first, each rule's expression only where one of its keywords stands. */
export function createMatcher(rules: readonly SecretRule[]): Matcher {
  const signs = secretSigns.map(({ literal }) => ({ text: literal, ignoreCase: false }))
  const { keywords, byKeyword } = groupByKeyword(rules, signs)
  const spans = byKeyword.map((compiled) => Math.max(64, ...compiled.map(({ span }) => span)))
  const search = createKeywordSearch(keywords)
  const decoded = rules.filter((rule) => rule.decoded)

  const without = (unwanted: ReadonlySet<SecretRule>): Matcher => ({
    except: without,
    search(text, from, limit, onMatch, onSecretKind) {
      const windowAt = createWindows(text.bytes)
      const recall = createRecall()
      search(text, from, limit, (index, at) => {
        const { start, window } = windowAt(at, spans[index] ?? 0)
        const sign = secretSigns[index]
        if (sign && matchesAt(sign.regex, window, at - start)) onSecretKind(at)
        for (const compiled of byKeyword[index] ?? []) {
          if (unwanted.has(compiled.rule)) continue
          const value = apply(compiled, window, at - start, recall)
          if (value !== undefined) onMatch({ rule: compiled.rule, value, at })
        }
      })
    },
    whole(text, onMatch) {
      for (const rule of decoded) {
        if (unwanted.has(rule)) continue
        if (rule.regex.test(text) && rule.accept?.(text) !== false) onMatch({ rule, value: text, at: 0 })
      }
    },
  })
  return without(new Set())
}

/** Where keywords stand close together, one piece of text serves many of them. */
const denseWindow = 16 * 1024

/** Gives the text around a position, from `lookBehind` before it to at least `span` after it. */
function createWindows(bytes: Buffer): (at: number, span: number) => { start: number; window: string } {
  let start = 0
  let end = 0
  let window = ''
  return (at, span) => {
    const [from, to] = [Math.max(0, at - lookBehind), Math.min(bytes.length, at + span)]
    if (from < start || to > end) {
      const isNear = from < end
      start = from
      end = isNear ? Math.min(bytes.length, Math.max(to, from + denseWindow)) : to
      window = bytes.toString('latin1', start, end)
    }
    return { start, window }
  }
}

/** Every keyword once, those of `first` at the beginning, and beside each the rules that it is a keyword of. */
function groupByKeyword(
  rules: readonly SecretRule[],
  first: readonly Keyword[],
): { keywords: Keyword[]; byKeyword: CompiledRule[][] } {
  const keywords = new Map<string, Keyword>()
  const compiled = new Map<string, CompiledRule[]>()
  const add = (keyword: Keyword, rule?: CompiledRule) => {
    const key = `${keyword.ignoreCase}${keyword.text}`
    keywords.set(key, keyword)
    compiled.set(key, [...(compiled.get(key) ?? []), ...(rule ? [rule] : [])])
  }
  for (const keyword of first) add(keyword)
  for (const rule of rules) {
    const ignoreCase = rule.ignoreCase === true
    const regex = new RegExp(rule.regex.source, ignoreCase ? 'iy' : 'y')
    for (const text of new Set(rule.keywords))
      add({ text, ignoreCase }, { rule, regex, span: rule.span ?? 512 })
  }
  return { keywords: [...keywords.values()], byKeyword: [...compiled.values()] }
}

function matchesAt(regex: RegExp, text: string, at: number): boolean {
  regex.lastIndex = at
  return regex.test(text)
}

function apply(
  { rule, regex }: CompiledRule,
  window: string,
  at: number,
  recall: Recall,
): string | undefined {
  regex.lastIndex = at
  const found = regex.exec(window)
  if (!found) return undefined
  const value = firstGroup(found) ?? found[0]
  if (rule.accept && !recall(rule.accept, value)) return undefined
  if (rule.fits && !rule.fits(value, contextOf(window, at, found[0], recall))) return undefined
  return value
}

function firstGroup(found: RegExpExecArray): string | undefined {
  for (let group = 1; group < found.length; group++) if (found[group] !== undefined) return found[group]
  return undefined
}

function contextOf(window: string, at: number, match: string, recall: Recall): MatchContext {
  return {
    before: window.slice(Math.max(0, at - lookBehind), at),
    match,
    after: window.slice(at + match.length, at + match.length + 64),
    recall,
  }
}
