import { stringify } from 'yaml'
import { groupBy } from '../../lib/group-by.js'
import { oneLine } from '../../lib/printable.js'
import type { ExpectedFiles } from '../../model/expected-files.js'
import { isvApiVersion } from '../../model/isv-config.js'
import type { RecordedEntry } from './record-entries.js'

export interface ListHead {
  /** Whose gather it is. */
  isv?: string | undefined
  /** A list that is there already: what it forbids and how strict it is stays. */
  before?: ExpectedFiles | undefined
}

/** The text of expected-files.yaml: the same for the same files, whatever run they are of. */
export function writeList(entries: readonly RecordedEntry[], { isv, before }: ListHead): string {
  const parts = [...groupBy(entries, ({ entry }) => titleOf(entry.path))].sort(
    ([a, [one]], [b, [other]]) => rankOf(one) - rankOf(other) || (a < b ? -1 : 1),
  )
  return [
    `# What the gather ${isv === undefined ? '' : `of ${isv} `}must leave. Recorded by must-gather manifest record: take out what need not be there.`,
    `apiVersion: ${isvApiVersion}`,
    'kind: ExpectedFiles',
    `unexpectedEmpty: ${before?.unexpectedEmpty ?? 'fail'}`,
    ...(before?.unexpected === undefined ? [] : [`unexpected: ${before.unexpected}`]),
    ...(before?.forbidden === undefined
      ? []
      : ['forbidden:', ...before.forbidden.map((glob) => `  - ${scalar(glob)}`)]),
    'files:',
    parts.map(([title, members]) => [`  # ${title}`, ...members.flatMap(entryLines)].join('\n')).join('\n\n'),
    '',
  ].join('\n')
}

/** The lines of one entry, as they stand in a list. */
export function entryLines({ entry, notes }: RecordedEntry): string[] {
  const { path, ...rest } = entry
  return [
    ...notes.map((note) => `  # ${oneLine(note, 120)}`),
    `  - path: ${scalar(path)}`,
    ...Object.entries(rest).map(([key, value]) => `    ${key}: ${flow(value)}`),
  ]
}

const sections: readonly { pattern: RegExp; title: string }[] = [
  { pattern: /^[^/]+$/, title: 'The gather itself' },
  { pattern: /^cluster-scoped-resources\//, title: 'The cluster' },
  { pattern: /^namespaces\/\{namespace\}\/(?!pods\/)/, title: 'The namespace of the operator' },
  { pattern: /^namespaces\/\{namespace\}\/pods\//, title: 'Its pods' },
  { pattern: /^namespaces\/[^/]+/, title: 'Namespace' },
  { pattern: /^[^/]+/, title: 'Folder' },
]

const rankOf = (recorded: RecordedEntry | undefined): number =>
  sections.findIndex(({ pattern }) => pattern.test(recorded?.entry.path ?? ''))

function titleOf(path: string): string {
  const { title = '' } = sections.find(({ pattern }) => pattern.test(path)) ?? {}
  const named = { Namespace: 1, Folder: 0 }[title]
  return named === undefined ? title : `${title} ${oneLine(path.split('/')[named] ?? '', 80)}`
}

/** On one line, as people write it: `[{ kind: Deployment, count: 2 }]`. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (value !== null && typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${plain(key)}: ${flow(inner)}`)
      .join(', ')} }`
  return typeof value === 'string' ? plain(value) : String(value)
}

/** Within brackets more has to be quoted. */
const plain = (text: string): string =>
  /^[\w./-]+$/.test(text) ? scalar(text) : `'${text.replaceAll("'", "''")}'`

const scalar = (text: string): string => stringify(text, { lineWidth: 0, singleQuote: true }).trimEnd()
