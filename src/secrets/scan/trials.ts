import type { SecretRule } from '../rules/types.js'
import type { Expression } from './expression.js'
import { compileExpression } from './expression.js'
import type { Keyword } from './keyword-search.js'

/** What is tried where a keyword stands: an expression, once for all the rules that have it. */
export interface Trial {
  expression: Expression
  rules: SecretRule[]
}

/** A keyword, and what is tried where it stands. */
export interface TriedKeyword extends Keyword {
  trials: Trial[]
  /** How much text must lie behind the keyword's beginning to decide. */
  span: number
}

/** Every keyword once, those of `first` at the beginning. */
export function trialsOf(rules: readonly SecretRule[], first: readonly Keyword[]): TriedKeyword[] {
  const byText = new Map<string, TriedKeyword>()
  const entryOf = (keyword: Keyword) => {
    const key = `${keyword.ignoreCase}${keyword.text}`
    const entry = byText.get(key) ?? { ...keyword, trials: [], span: 64 }
    entry.looks |= keyword.looks
    byText.set(key, entry)
    return entry
  }
  first.forEach(entryOf)
  for (const rule of rules) {
    const expression = compileExpression(rule)
    for (const text of new Set(rule.keywords)) {
      const entry = entryOf({ text, ignoreCase: rule.ignoreCase === true, looks: expression.look })
      entry.span = Math.max(entry.span, rule.span ?? 512)
      addTrial(entry.trials, expression, rule)
    }
  }
  return [...byText.values()]
}

function addTrial(trials: Trial[], expression: Expression, rule: SecretRule): void {
  const { source, flags } = expression.regex
  const same = trials.find(({ expression: { regex } }) => regex.source === source && regex.flags === flags)
  if (same) same.rules.push(rule)
  else trials.push({ expression, rules: [rule] })
}
