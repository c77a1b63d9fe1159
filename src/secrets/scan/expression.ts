import type { SecretRule } from '../rules/types.js'
import type { ByteTable } from './byte-table.js'
import { tableOf } from './byte-table.js'
import { always, lookBits } from './sieve/looks.js'
import type { Surroundings } from './surroundings.js'

/** The expression of a rule, and what is looked at before it costs anything. */
export interface Expression {
  regex: RegExp
  /** Bytes that do not stand before a match. */
  notAfter: ByteTable | undefined
  /** Bytes of which one stands behind the keyword. */
  then: ByteTable | undefined
  /** The bit of the look that must leave it open. */
  look: number
  needs: { byte: number; within: number } | undefined
}

export function compileExpression({ regex, ignoreCase, then, look, needs }: SecretRule): Expression {
  const flags = ignoreCase ? 'i' : ''
  return {
    regex: new RegExp(regex.source, `${flags}y`),
    notAfter: leadingClass(regex.source, flags),
    then: then && tableOf(new RegExp(then.source, flags)),
    look: look ? lookBits[look] : always,
    needs: needs && { byte: needs.character.charCodeAt(0), within: needs.within },
  }
}

/** Whether a few bytes leave it open that the expression matches at `at`; `end` is where the keyword ends. */
export function mayMatch(
  { notAfter, then, needs }: Expression,
  bytes: Buffer,
  at: number,
  end: number,
  near: Surroundings,
): boolean {
  if (notAfter && at > 0 && notAfter[bytes[at - 1] as number]) return false
  if (then && end < bytes.length && !then[bytes[end] as number]) return false
  return !needs || near.distanceTo(needs.byte, at) < needs.within
}

/** The class of characters that an expression refuses before its match, where it begins with no more than that. */
function leadingClass(source: string, flags: string): ByteTable | undefined {
  const [, characters] = /^\(\?<!(\[(?:[^\]\\]|\\.){1,60}\])\)/.exec(source) ?? []
  return characters === undefined || hasAlternatives(source)
    ? undefined
    : tableOf(new RegExp(characters, flags))
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
