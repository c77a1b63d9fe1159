import { printable } from '../../lib/printable.js'
import { escapeHtml } from '../markdown-text.js'

/** Markup that is safe to send. Only `html` and `trusted` make it. */
export interface Html {
  readonly markup: string
}

type Part = Html | string | number | undefined | readonly Part[]

/** A template whose every inserted text is escaped; markup and lists of it go in as they are. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { markup: strings.reduce((text, string, index) => text + insert(parts[index - 1]) + string) }
}

/** Markup from constants of ours: the style sheet, the script. */
export const trusted = (markup: string): Html => ({ markup })

function insert(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(printable(String(part)))
  return isList(part) ? part.map(insert).join('') : part.markup
}

const isList = (part: Part): part is readonly Part[] => Array.isArray(part)
