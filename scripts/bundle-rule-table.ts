import { bundleRules } from '../src/bundle/index.js'

/** The table of the rules of a bundle, from the code: id, what must hold, its check and level. */
export function bundleRuleTable(): string {
  const head = ['rule', 'what must hold', 'check', 'level']
  const rows = bundleRules.map(({ id, must, check, level }) => [`\`${id}\``, must, check, level])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const markers = {
  begin: '<!-- rules of the bundle: written by npm run docs -->',
  end: '<!-- end of the rules of the bundle -->',
}

/** docs/bundle-and-index.md with the table as the code has it now. */
export function withBundleRules(page: string): string {
  const [before, rest] = page.split(markers.begin)
  const after = rest?.split(markers.end)[1]
  if (before === undefined || after === undefined)
    throw new Error('docs/bundle-and-index.md has lost the marks of its table of rules')
  return `${before}${markers.begin}\n\n${bundleRuleTable()}\n\n${markers.end}${after}`
}
