import { checks, profiles } from '../src/checks/index.js'

/** The table of checks of the README, from the code: id, what fails, its level in each published profile. */
export function checkTable(): string {
  const published = [...profiles.values()]
  const head = ['check', 'fails when', 'judges', ...published.map(({ name }) => `\`${name}\``)]
  const rows = checks.map(({ id, title, group }) => [
    id,
    title,
    group,
    ...published.map((profile) => profile.checks[id] ?? 'off'),
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const markers = { begin: '<!-- checks: written by npm run docs -->', end: '<!-- end of checks -->' }

/** The README with the table as the code has it now. */
export function withCheckTable(readme: string): string {
  const [before, rest] = readme.split(markers.begin)
  const after = rest?.split(markers.end)[1]
  if (before === undefined || after === undefined)
    throw new Error('README.md has lost the marks of its table of checks')
  return `${before}${markers.begin}\n\n${checkTable()}\n\n${markers.end}${after}`
}
