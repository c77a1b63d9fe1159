import type { ExpectedEntry } from '../../model/expected-files.js'
import type { ContentFact, FileFact, GatherFacts } from '../../model/facts.js'

/** What one entry says of the files that it names. */
export interface RecordedContent {
  content?: Exclude<ExpectedEntry['content'], undefined> | undefined
  empty?: 'allowed' | undefined
  /** What a reader of the list should know. */
  notes: string[]
}

/** Kinds that an operator's own manifests name, so that their number is part of what it is. */
const declared: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet'])

/** A file of more kinds is a dump, and events expire: that it parses is enough. */
const mostKinds = 4

export interface ContentContext {
  /** Whether the files are of the operator's namespace, where numbers of objects mean something. */
  isOwn: boolean
}

/** A file with the gather that left it. */
export interface GatheredFile {
  gather: GatherFacts
  file: FileFact
}

/** What is true of all of the files, in words of the list. */
export function contentOf(files: readonly GatheredFile[], context: ContentContext): RecordedContent {
  const filled = files.filter(({ file }) => !file.blank)
  const isLog = files.every(({ file }) => file.log)
  if (isLog) return { content: 'log', notes: [] }
  const blank = files.length - filled.length
  const marked: RecordedContent =
    blank === 0
      ? { notes: [] }
      : { empty: 'allowed', notes: [blank === files.length ? 'empty' : 'empty at times'] }
  if (filled.length === 0) return marked
  const { content, notes } = ofFilled(filled, context)
  return { ...marked, ...(content === undefined ? {} : { content }), notes: [...marked.notes, ...notes] }
}

function ofFilled(files: readonly GatheredFile[], context: ContentContext): RecordedContent {
  const facts = files.map(({ gather, file }) => gather.contents.get(file.path))
  if (facts.some((fact) => fact === undefined)) return { notes: [] }
  const problems = facts.flatMap((fact) => (fact && 'problem' in fact ? [fact.problem] : []))
  if (problems.length > 0) return { notes: [`not held to its format: ${problems[0] ?? ''}`] }
  // An error message where data should be may well parse.
  const kinds = sharedKinds(files, facts as Exclude<ContentFact, { problem: string }>[], context)
  const isPassing = kinds.every(({ kind }) => kind === 'Event')
  if (!isPassing && kinds.length <= mostKinds) return { content: kinds, notes: [] }
  return { content: /\.json$/i.test(files[0]?.file.path ?? '') ? 'json' : 'yaml', notes: [] }
}

type Counts = Extract<ExpectedEntry['content'], readonly unknown[]>

/** The kinds that each of the files holds, with their number where it means something. */
function sharedKinds(
  files: readonly GatheredFile[],
  facts: readonly { objects: { apiVersion: string; kind: string }[] }[],
  { isOwn }: ContentContext,
): Counts {
  const tallies = facts.map(({ objects }) => tally(objects))
  const [first] = tallies
  return [...(first ?? [])]
    .filter(([key]) => tallies.every((one) => one.has(key)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => {
      const { apiVersion, kind } = parseKey(key)
      const isSame = tallies.every((one) => one.get(key) === count)
      const isOneObject = facts.every(({ objects }) => objects.length === 1) && !isListOf(kind, files)
      const counts = isSame && (isOneObject || (isOwn && (declared.has(kind) || isCustom(apiVersion))))
      return {
        kind,
        ...(isCustom(apiVersion) ? { apiVersion } : {}),
        ...(counts ? { count } : {}),
      }
    })
}

function tally(objects: readonly { apiVersion: string; kind: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { apiVersion, kind } of objects) {
    const key = isCustom(apiVersion) ? `${kind} ${apiVersion}` : kind
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function parseKey(key: string): { kind: string; apiVersion: string } {
  const [kind = '', apiVersion = ''] = key.split(' ')
  return { kind, apiVersion }
}

/** Of a CustomResourceDefinition, not of Kubernetes itself: the same kind of another group is another thing. */
const isCustom = (apiVersion: string): boolean => {
  const group = apiVersion.split('/')[0] ?? ''
  return apiVersion.includes('/') && group.includes('.') && !group.endsWith('.k8s.io')
}

/** `deployments.yaml` is a list, however few it holds. */
const isListOf = (kind: string, files: readonly GatheredFile[]): boolean =>
  files.some(({ file }) => {
    const stem = (file.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '').toLowerCase()
    return [`${kind}s`, `${kind}es`, kind.replace(/y$/i, 'ies')].some(
      (plural) => plural.toLowerCase() === stem,
    )
  })
