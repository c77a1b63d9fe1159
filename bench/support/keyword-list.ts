import { secretRules } from '../../src/secrets/index.js'

/** Every literal that the rules are looked for by, as one expression a line for ripgrep: its work is comparable then. */
export function keywordExpressions(): string {
  const lines = secretRules.flatMap(({ keywords, ignoreCase }) =>
    keywords.map((keyword) => (ignoreCase ? `(?i:${escape(keyword)})` : escape(keyword))),
  )
  return `${[...new Set(lines)].join('\n')}\n`
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\#&~-]/g, '\\$&')
