import type { Form } from './forms.js'
import { quotings } from './quoting.js'

/** One way in which a form may stand in a file: literals to search for, and how it is named. */
export interface Writing {
  /** What was done to the planted value, outermost first; empty where it stands there as it is. */
  steps: readonly string[]
  needles: readonly string[]
  /** Said where a needle counts only with all of this text around it. */
  whole?: string
  /** Of several writings on one line, the plainest is told: the one that costs least. */
  cost: number
}

/** What each step costs, so that the plainer name wins. */
export const costOfStep = 10

/** Every way in which a form is searched for. Percent-encoding, escapes and base64 in base64 are peeled by the scanner. */
export function writingsOf(form: Form): Writing[] {
  const utf16 = inUtf16(form)
  return [
    ...plain(form),
    { steps: utf16.steps, needles: utf16.parts, cost: costOf(utf16.steps) },
    ...[form, utf16].flatMap((each) => [...base64(each, 'base64'), ...base64(each, 'base64url')]),
    ...[form, utf16].flatMap((each) => hex(each)),
  ].filter(({ needles }) => needles.length > 0)
}

const costOf = (steps: readonly string[], more = 0) => steps.length * costOfStep + more

/** As it is, in quotes of some sort, or in pieces. */
function plain({ text, parts, steps }: Form): Writing[] {
  const named = quotings.flatMap(({ name, write }) => {
    const whole = write(text)
    const needles = parts.map(write).filter((needle) => whole.includes(needle))
    return whole === text ? [] : [{ steps: [...steps, name], needles, whole, cost: costOf(steps, 2) }]
  })
  return [
    { steps, needles: parts, whole: text, cost: costOf(steps) },
    ...named,
    { steps: [...steps, 'part'], needles: parts, cost: costOf(steps, 50) },
  ]
}

/** Without the last zero, so that it is found whichever byte of a pair comes first. */
function inUtf16({ text, parts, steps }: Form): Form {
  const encode = (part: string) => Buffer.from(part, 'utf16le').toString('latin1').slice(0, -1)
  return { text: encode(text), parts: parts.map(encode), steps: ['utf-16', ...steps] }
}

function hex({ parts, steps }: Form): Writing[] {
  const digits = parts.map((part) => Buffer.from(part, 'latin1').toString('hex'))
  const named = ['hex', ...steps]
  return [
    {
      steps: named,
      needles: [...digits, ...digits.map((part) => part.toUpperCase())],
      cost: costOf(named, 1),
    },
  ]
}

type Base64 = 'base64' | 'base64url'

/**
 * In base64, wherever in its groups of three bytes the text begins. Text in base64 hardly ever has the two digits by which
 * the alphabets differ, so base64url is told by all of the text, and by a part only where that has one of them.
 */
function base64({ text, parts, steps }: Form, alphabet: Base64): Writing[] {
  const named = [alphabet, ...steps]
  const aligned = [0, 1, 2].map((skipped) => encodeGroups(text, skipped, alphabet))
  const needles = [0, 1, 2].map((skipped) => parts.map((part) => partOf(text, part, skipped, alphabet)))
  const isOwn = (digits: string) => alphabet === 'base64' || /[-_]/.test(digits)
  const loose = {
    steps: named,
    needles: needles.flat().filter(isOwn),
    cost: costOf(named, alphabet === 'base64' ? 1 : 0),
  }
  if (alphabet === 'base64') return [loose]
  const wholes = aligned.flatMap((whole, skipped) =>
    isOwn(whole) ? [{ steps: named, needles: needles[skipped] ?? [], whole, cost: costOf(named) }] : [],
  )
  return [...wholes, loose]
}

/** The whole groups of three bytes of the text from an offset on. */
function encodeGroups(text: string, from: number, alphabet: Base64): string {
  const end = text.length - ((text.length - from) % 3)
  return Buffer.from(text.slice(from, end), 'latin1').toString(alphabet)
}

/** The whole groups that lie inside of a part of the text. */
function partOf(text: string, part: string, skipped: number, alphabet: Base64): string {
  const start = text.indexOf(part)
  const first = start + ((skipped - (start % 3) + 3) % 3)
  return encodeGroups(text.slice(0, start + part.length), first, alphabet)
}
