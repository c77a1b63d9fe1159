import type { Canary, CanaryKind } from '../../model/canaries.js'
import type { SecretRule } from '../rules/types.js'
import { formsOf } from './forms.js'
import type { Writing } from './writings.js'
import { writingsOf } from './writings.js'

/** What a rule that looks for a canary knows of it. `texts` and `needles` are secrets: never log them. */
export interface Planted {
  canary: Canary
  title: string
  writing: Writing
  /** The planted value, and what in it is a secret by itself. */
  texts: readonly string[]
  /** Every literal that is searched for. */
  needles: readonly string[]
}

const titles: Record<CanaryKind, string> = {
  opaque: 'Planted Secret',
  'basic-auth': 'Planted Secret (basic-auth)',
  dockerconfigjson: 'Planted Secret (dockerconfigjson)',
  tls: 'Planted Secret (private key)',
  'config-map': 'Value planted in a ConfigMap',
  environment: 'Value planted in the environment of a pod',
  log: 'Value planted in the log of a pod',
}

/**
 * A canary as rules of the one search for everything: one for each way in which it may be written, each of the literals
 * that are searched for a keyword.
 */
export function plantedRules(canary: Canary): SecretRule[] {
  const forms = formsOf(canary)
  const writings = forms.flatMap((form) => writingsOf(form))
  const known = {
    texts: [canary.value, ...forms.map(({ text }) => text)],
    needles: writings.flatMap(({ needles }) => needles),
  }
  return writings.map((writing) => ({
    id: canary.kind,
    title: titles[canary.kind],
    severity: 'critical',
    check: 'MG-SEC-002',
    keywords: writing.needles,
    ...expressionOf(writing),
    positive: () => [],
    negative: () => [],
    planted: { canary, title: titles[canary.kind], writing, ...known },
  }))
}

/** How much further a text may reach where its lines are indented. */
const slack = 256

function expressionOf({ needles, whole }: Writing): Pick<SecretRule, 'regex' | 'span'> {
  const alternatives = needles.map((needle) => {
    if (whole === undefined) return literal(needle)
    const at = whole.indexOf(needle)
    return `(?<=${literal(whole.slice(0, at))})${literal(needle)}(?=${literal(whole.slice(at + needle.length))})`
  })
  const longest = Math.max(...(whole === undefined ? needles : [whole]).map(({ length }) => length))
  return { regex: new RegExp(alternatives.join('|')), span: longest + slack }
}

/** Lines may be indented, as in a block of YAML. */
const literal = (text: string) =>
  text.replace(/[^A-Za-z0-9]/g, (character) =>
    character === '\n'
      ? '\\r?\\n[ \\t]{0,40}'
      : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
