import type { SecretRule } from '../secrets/rules/types.js'
import { isRandomEnough } from '../secrets/shape/entropy.js'
import { isIdentifier } from '../secrets/shape/identifier.js'
import { isPlaceholder } from '../secrets/shape/placeholder.js'
import type { KnownValue } from './unelided.js'

/** What a value was found as. */
type FoundAs = Pick<SecretRule, 'id' | 'title' | 'severity' | 'check'>

/** Values that were found somewhere: there something told what they are, elsewhere nothing may. Never log them. */
export interface KnownValues {
  /** A value that a rule saw; one byte per character. */
  add(rule: FoundAs, value: string, normalized: string): void
  /** A value of a Secret, as it stands there and as it is. */
  addOfSecret(value: KnownValue): void
  /** Rules that find each of them wherever it stands. */
  rules(): SecretRule[]
  /** Why some are taken out where they were found alone. */
  readonly lack: string | undefined
}

/** Shorter ones may be words of any text. */
const shortest = 12
/** A longer one is told by its beginning. */
const longestLiteral = 240
/** A capture that holds more has other troubles; it is told. */
export const mostKnown = 5000

const ofSecret: FoundAs = {
  id: 'secret-not-elided',
  title: 'Value of a Secret',
  severity: 'critical',
  check: 'MG-SEC-003',
}

export function createKnownValues(): KnownValues {
  const rules = new Map<string, SecretRule>()
  let isFull = false
  const add = (foundAs: FoundAs, value: string, normalized: string) => {
    if (rules.has(value) || !isTelling(value)) return
    if (rules.size < mostKnown) rules.set(value, literalRule(foundAs, value, normalized))
    else isFull = true
  }
  return {
    add: (rule, value, normalized) => {
      // Keys are found by their form wherever they stand.
      if (rule.check !== 'MG-SEC-004') add(rule, value, normalized)
    },
    addOfSecret({ value, encoded }) {
      const bytes = encoded ? Buffer.from(value, 'base64') : Buffer.from(value)
      // Many a Secret is made with the end of a line in its value, which does not come with it elsewhere.
      const plain = bytes.toString('latin1').replace(/[\r\n]{1,2}$/, '')
      if (encoded) add(ofSecret, value, plain)
      add(ofSecret, plain, plain)
    },
    rules: () => [...rules.values()],
    get lack() {
      return isFull
        ? `it holds more than ${mostKnown} secrets: those beyond are taken out where they were found, and may stand elsewhere`
        : undefined
    },
  }
}

/** Whether a value is so much of its own that it is the same secret wherever it stands. */
function isTelling(value: string): boolean {
  if (value.length < shortest || /[\r\n\0]/.test(value) || isPlaceholder(value)) return false
  return isRandomEnough(value.slice(0, longestLiteral)) && !isIdentifier(value)
}

function literalRule({ id, title, severity, check }: FoundAs, value: string, normalized: string): SecretRule {
  const literal = value.slice(0, longestLiteral)
  return {
    ...{ id, title, severity, check },
    generic: true,
    keywords: [literal.slice(0, shortest)],
    regex: new RegExp(literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')),
    normalize: () => normalized,
    positive: () => [],
    negative: () => [],
  }
}
