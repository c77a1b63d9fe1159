import { catalogRules } from '../src/bundle/index.js'

/** The table of the rules of an index, from the code: id, what must hold, and what to do. */
export function indexRuleTable(): string {
  const head = ['rule', 'wanted', 'what to do']
  const cell = (text: string) => text.replaceAll('|', '\\|')
  const rows = Object.entries(catalogRules).map(([id, { want, fix }]) => [`\`${id}\``, cell(want), cell(fix)])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const markers = {
  begin: '<!-- rules of the index: written by npm run docs -->',
  end: '<!-- end of the rules of the index -->',
}

/** docs/bundle-and-index.md with the table as the code has it now. */
export function withIndexRules(page: string): string {
  const [before, rest] = page.split(markers.begin)
  const after = rest?.split(markers.end)[1]
  if (before === undefined || after === undefined)
    throw new Error('docs/bundle-and-index.md has lost the marks of its table of rules of the index')
  return `${before}${markers.begin}\n\n${indexRuleTable()}\n\n${markers.end}${after}`
}
