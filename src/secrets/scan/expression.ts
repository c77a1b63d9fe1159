import type { SecretRule } from '../rules/types.js'
import { tableOf } from './byte-table.js'
import type { Surroundings } from './surroundings.js'

/** The expression of a rule, and what is looked at before it costs anything. */
export interface Expression {
  regex: RegExp
  /** Bytes that do not stand before a match. */
  notAfter: Uint8Array | undefined
  /** Bytes of which one stands behind the keyword. */
  then: Uint8Array | undefined
  /** So many characters of a word follow the keyword at most. */
  word: number
  needs: { byte: number; within: number } | undefined
}

/** Words of any length. */
const unbounded = 2 ** 20

export function compileExpression({
  regex,
  ignoreCase,
  then,
  word = unbounded,
  needs,
}: SecretRule): Expression {
  const flags = ignoreCase ? 'i' : ''
  return {
    regex: new RegExp(regex.source, `${flags}y`),
    notAfter: tableOf(leadingClass(regex.source), flags),
    then: tableOf(then?.source, flags),
    word,
    needs: needs && { byte: needs.character.charCodeAt(0), within: needs.within },
  }
}

/** Whether a look at a few bytes leaves it open that the expression matches at `at`; `end` is where the keyword ends. */
export function mayMatch(
  { notAfter, then, word, needs }: Expression,
  bytes: Buffer,
  at: number,
  end: number,
  near: Surroundings,
): boolean {
  if (notAfter && at > 0 && notAfter[bytes[at - 1] as number]) return false
  if (then && end < bytes.length && !then[bytes[end] as number]) return false
  if (needs && near.distanceTo(needs.byte, at) >= needs.within) return false
  return word === unbounded || near.wordAt(end) <= word
}

/** The class of characters that an expression refuses before its match, where it begins with no more than that. */
function leadingClass(source: string): string | undefined {
  const [, characters] = /^\(\?<!(\[(?:[^\]\\]|\\.){1,60}\])\)/.exec(source) ?? []
  return hasAlternatives(source) ? undefined : characters
}

/** Whether an expression is several, apart from what stands in brackets. */
function hasAlternatives(source: string): boolean {
  const outside = source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '')
  let depth = 0
  for (const character of outside) {
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === '|' && depth === 0) return true
  }
  return false
}
