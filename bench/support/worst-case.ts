import type { AST } from '@eslint-community/regexpp'
import { RegExpParser } from '@eslint-community/regexpp'

/** How a text is made of an expression: which alternative, and how often what may be repeated is. */
interface Choice {
  alternative: number
  repeats: 'most' | 'least'
}

/** No text is made longer than this. */
const longest = 9000

/**
 * Texts that keep an expression busy, made of its own structure: for each of its alternatives the longest text that
 * matches, which then fails at its end.
 */
export function worstCases(regex: RegExp): string[] {
  const { pattern } = new RegExpParser().parseLiteral(`/${regex.source}/`)
  const alternatives = Math.max(1, countAlternatives(pattern))
  const texts: string[] = []
  for (let alternative = 0; alternative < Math.min(alternatives, 12); alternative++) {
    for (const repeats of ['most', 'least'] as const) {
      const text = ofAlternatives(pattern.alternatives, { alternative, repeats }).slice(0, longest)
      // What must not come after it, and what is one character short.
      texts.push(text.slice(0, -1), `${text}${text.at(-1) ?? ''}`)
    }
  }
  return [...new Set(texts)].filter((text) => text.length > 0)
}

function countAlternatives(pattern: AST.Pattern): number {
  return pattern.alternatives.reduce(
    (most, { elements }) => Math.max(most, ...elements.map(widest)),
    pattern.alternatives.length,
  )
}

const widest = (element: AST.Element): number => ('alternatives' in element ? element.alternatives.length : 1)

function ofAlternatives(alternatives: readonly AST.Alternative[], choice: Choice): string {
  const chosen = alternatives[choice.alternative % alternatives.length]
  return chosen ? chosen.elements.map((element) => ofElement(element, choice)).join('') : ''
}

function ofElement(element: AST.Element, choice: Choice): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value)
    case 'CharacterSet':
      return ofSet(element)
    case 'CharacterClass':
      return ofClass(element)
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives, choice)
    case 'Quantifier': {
      const times = choice.repeats === 'most' ? Math.min(element.max, longest) : Math.max(1, element.min)
      return ofElement(element.element, choice).repeat(times).slice(0, longest)
    }
    case 'Assertion':
      // What must stand before a match is written before it; what must not is left out.
      return element.kind === 'lookbehind' && !element.negate
        ? ofAlternatives(element.alternatives, choice)
        : ''
    default:
      return ''
  }
}

function ofSet(set: AST.CharacterSet): string {
  if (set.kind === 'any') return 'x'
  if (set.kind === 'digit') return set.negate ? 'x' : '7'
  if (set.kind === 'space') return set.negate ? 'x' : ' '
  return set.kind === 'word' && set.negate ? '-' : 'x'
}

/** A character of the class that is a letter where it can be: what most of its neighbours take too. */
function ofClass({ negate, elements }: AST.CharacterClass): string {
  const taken = (code: number) =>
    elements.some((part) =>
      part.type === 'CharacterClassRange'
        ? code >= part.min.value && code <= part.max.value
        : part.type === 'Character'
          ? code === part.value
          : part.type === 'CharacterSet' && part.kind !== 'property' && isIn(part, code),
    )
  for (const character of 'aA0-/+.= "x\n\u00ff')
    if (taken(character.charCodeAt(0)) !== negate) return character
  for (let code = 0; code < 256; code++) if (taken(code) !== negate) return String.fromCharCode(code)
  return ''
}

function isIn(set: AST.EscapeCharacterSet, code: number): boolean {
  const expression = { digit: /\d/, space: /\s/, word: /\w/ }[set.kind]
  return expression.test(String.fromCharCode(code)) !== set.negate
}
