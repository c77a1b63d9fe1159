/** One way in which the dump of `must-gather inspect` may differ from that of `oc adm inspect`; docs/inspect.md lists them. */
export interface Difference {
  /** The files that it concerns. */
  path: RegExp
  /** Which of the two has the file; absent: both do, and `equalise` makes their content equal. */
  only?: 'oc' | 'ours'
  equalise?: (content: string) => string
  /** The shorter of the two is the beginning of the longer. */
  sameBeginning?: true
  /** Word for word as in docs/inspect.md. */
  reason: string
}

export const differences: readonly Difference[] = [
  {
    path: /\.yaml$/,
    equalise: (content) => content.replace(/^( {2}resourceVersion: )"\d+"\n$/m, '$1""\n'),
    reason: 'The resourceVersion of a list is that of the moment in which it was read.',
  },
  {
    path: /\/secrets\.yaml$/,
    equalise: (content) => content.replace(/^items: null$/m, 'items: []'),
    reason: 'An empty list of Secrets has no items, where oc writes null.',
  },
  {
    path: /\.log$/,
    sameBeginning: true,
    reason: 'A log goes on between one dump and the other.',
  },
  { path: /^timestamp$/, equalise: () => '', reason: 'The times of the run.' },
  { path: /^event-filter\.html$/, equalise: () => '', reason: 'A page of its own, which needs no network.' },
  {
    path: /\/logs\/(?:current|previous)(?:\.insecure)?\.log$/,
    only: 'oc',
    reason: 'A log that is empty or cannot be had leaves no file, but an entry in errors.json.',
  },
  { path: /^errors\.json$/, only: 'ours', reason: 'What was not read, each with its reason.' },
  {
    path: /^namespaces\/[^/]+\/pods\/[^/]+\/(?:events\.yaml|[^/]+\.yaml|.*\.log)$/,
    only: 'ours',
    reason: 'A pod that is named comes with its events and logs, and so do ephemeral containers.',
  },
]

/** A file of one of the dumps, by its path; `undefined` where it is not there. */
export interface Pair {
  path: string
  oc: string | undefined
  ours: string | undefined
}

/** Whether the list explains what is different; equal files need no explanation. */
export function explains({ path, oc, ours }: Pair): boolean {
  if (oc === ours) return true
  const rules = differences.filter((rule) => rule.path.test(path))
  if (oc === undefined) return rules.some(({ only }) => only === 'ours')
  if (ours === undefined) return oc === '' && rules.some(({ only }) => only === 'oc')
  const goesOn = rules.some(({ sameBeginning }) => sameBeginning)
  if (goesOn && (oc.startsWith(ours) || ours.startsWith(oc))) return true
  const equal = (text: string) =>
    rules.reduce((content, { equalise }) => equalise?.(content) ?? content, text)
  return equal(oc) === equal(ours)
}
