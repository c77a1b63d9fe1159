import type { AST } from '@eslint-community/regexpp'
import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

export const parse = (regex: RegExp): AST.Pattern =>
  new RegExpParser().parseLiteral(`/${regex.source}/`).pattern

/** The most characters that a part of an expression can take; Infinity where that has no bound. */
export function longest(node: AST.Element | AST.Pattern | AST.Alternative): number {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return Math.max(0, ...node.alternatives.map(longest))
    case 'Alternative':
      return node.elements.reduce((sum, element) => sum + longest(element), 0)
    case 'Quantifier':
      return node.max === 0 ? 0 : node.max * longest(node.element)
    case 'Assertion':
      return 0
    default:
      return 1
  }
}

export function quantifiers(pattern: AST.Node): AST.Quantifier[] {
  const found: AST.Quantifier[] = []
  visitRegExpAST(pattern, { onQuantifierEnter: (node) => void found.push(node) })
  return found
}

export function lookBehinds(pattern: AST.Pattern): AST.LookaroundAssertion[] {
  const found: AST.LookaroundAssertion[] = []
  visitRegExpAST(pattern, {
    onAssertionEnter: (node) => void (node.kind === 'lookbehind' && found.push(node)),
  })
  return found
}

/**
 * Repetitions within repetitions that may be cut up in many ways: no character that must come in each round of the outer
 * one lies outside of what the inner one takes.
 */
export function ambiguous(pattern: AST.Pattern): string[] {
  return quantifiers(pattern)
    .filter(({ max, element }) => max > 1 && element.type === 'Group')
    .flatMap((outer) =>
      roundsOf(outer)
        .filter(isAmbiguous)
        .map(() => outer.raw),
    )
}

const roundsOf = ({ element }: AST.Quantifier): AST.Alternative[] =>
  element.type === 'Group' ? element.alternatives : []

function isAmbiguous({ elements }: AST.Alternative): boolean {
  const inner = elements.filter(
    (part): part is AST.Quantifier => part.type === 'Quantifier' && part.max > part.min,
  )
  const certain = elements.filter((part) => part.type === 'Character' || part.type === 'CharacterClass')
  return inner.some((repeated) => !certain.some((part) => areApart(part.raw, repeated.element.raw)))
}

/** Whether no character is in both. */
function areApart(one: string, other: string): boolean {
  const [first, second] = [new RegExp(`^(?:${one})$`), new RegExp(`^(?:${other})$`)]
  return Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).every(
    (character) => !(first.test(character) && second.test(character)),
  )
}
