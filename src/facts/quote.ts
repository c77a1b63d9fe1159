import { firstWords } from '../lib/whole-words.js'
import type { Scanner } from '../secrets/index.js'
import { redactText } from '../secrets/index.js'

/** Gathered text as a finding may quote it: one line, short, visible, without secrets. */
export function createQuote(scanner: Scanner): (text: string, longest?: number) => string {
  return (text, longest = 200) => {
    const visible = redactText(scanner, text)
      .replace(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+/g, ' ')
      .trim()
    return visible.length > longest ? `${firstWords(visible, longest)}…` : visible
  }
}
