import { clip, oneLine } from '../../lib/printable.js'
import type { ManifestDiff, Moved } from './diff.js'
import { hasMoved } from './diff.js'
import { entryLines } from './write-list.js'

/** How many lines each part shows; all of them are in the JSON. */
const shown = 100

type Part = 'missing' | 'emptied' | 'changed'
const titles: Record<Part | 'added', string> = {
  missing: 'Missing',
  emptied: 'Empty now',
  changed: 'Changed',
  added: 'New',
}
const parts: readonly Part[] = ['missing', 'emptied', 'changed']

/** For a terminal. */
export function diffAsText(diff: ManifestDiff): string {
  const blocks = [
    ...parts.map((part) =>
      block(
        titles[part],
        diff[part].map(
          ({ path, want, got }) => `  ${oneLine(path)}: want ${oneLine(want)}, got ${oneLine(got)}`,
        ),
      ),
    ),
    block(
      `${titles.added}; these entries would name them`,
      diff.added.map((recorded) => entryLines(recorded).join('\n')),
    ),
    block(
      'Not looked at',
      diff.unknown.map(({ path, reason }) => `  ${oneLine(path)}: ${oneLine(reason, 300)}`),
    ),
    summary(diff),
  ]
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`
}

/** For a pull request: what moved as tables, new entries as YAML that can be copied into the list. */
export function diffAsMarkdown(diff: ManifestDiff): string {
  const blocks = [
    '### Expected files',
    summary(diff, code),
    ...parts.map((part) => table(titles[part], diff[part])),
    diff.added.length === 0
      ? ''
      : [
          `**${titles.added} (${diff.added.length})**: entries that would name them`,
          fenced(diff.added.slice(0, shown).flatMap(entryLines).join('\n'), 'yaml'),
          ...rest(diff.added.length),
        ].join('\n\n'),
    diff.unknown.length === 0
      ? ''
      : [
          `**Not looked at (${diff.unknown.length})**\n`,
          ...diff.unknown.slice(0, shown).map(({ path, reason }) => `- ${code(path)}: ${cell(reason)}`),
          ...rest(diff.unknown.length),
        ].join('\n'),
  ]
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`
}

/** For programs: everything, with each new entry as it would stand in the list. */
export function diffAsJson(diff: ManifestDiff): string {
  const { added, ...others } = diff
  const document = {
    schemaVersion: 'manifest-diff/v1',
    moved: hasMoved(diff),
    ...others,
    added: added.map(({ entry, files, notes }) => ({ entry, files, notes })),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function block(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  return [`${title} (${lines.length})`, ...lines.slice(0, shown), ...rest(lines.length)].join('\n')
}

function table(title: string, moved: readonly Moved[]): string {
  if (moved.length === 0) return ''
  const rows = moved
    .slice(0, shown)
    .map(({ path, want, got }) => `| ${code(path)} | ${cell(want)} | ${cell(got)} |`)
  return [
    `**${title} (${moved.length})**\n`,
    '| file | want | got |',
    '| --- | --- | --- |',
    ...rows,
    ...rest(moved.length).map((line) => `\n${line}`),
  ].join('\n')
}

const rest = (count: number): string[] =>
  count > shown ? [`and ${count - shown} more (--output json has all)`] : []

function summary(diff: ManifestDiff, name = (text: string) => oneLine(text)): string {
  const { entries, files } = diff.looked
  const counts = [...parts, 'added' as const].flatMap((part) =>
    diff[part].length > 0 ? [`${diff[part].length} ${titles[part].toLowerCase()}`] : [],
  )
  const what = `${entries} entries of ${name(diff.list)} and ${files} files of ${name(diff.capture)}`
  return hasMoved(diff) ? `${counts.join(', ')}: ${what}` : `Nothing moved: ${what}`
}

/** As code, in a cell of a table too. */
function code(text: string): string {
  const inner = clip(oneLine(text), 400).replaceAll('|', '\\|')
  const fence = '`'.repeat(Math.max(0, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  return inner.includes('`') ? `${fence} ${inner} ${fence}` : `\`${inner}\``
}

const cell = (text: string): string =>
  clip(oneLine(text), 400)
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replaceAll('@', '@\u200B')

/** A path may hold what ends a block of code. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}
