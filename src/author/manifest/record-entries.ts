import { compileGlob, escapeGlob, fillIn } from '../../facts/glob.js'
import { groupBy } from '../../lib/group-by.js'
import type { ExpectedEntry } from '../../model/expected-files.js'
import type { FileFact, GatherFacts } from '../../model/facts.js'
import type { CaptureAtHand, LiveObject } from './at-hand.js'
import { collapse } from './collapse.js'
import { conditionOf } from './condition-of.js'
import type { GatheredFile } from './content-of.js'
import { contentOf } from './content-of.js'
import { liveObjectOf } from './live-object-of.js'
import { selectorOf } from './live-selector.js'
import { nodeNames } from './nodes.js'
import type { PatternContext } from './path-pattern.js'
import { patternOf, replaceName } from './path-pattern.js'

/** An entry of a list with what a reader should know of it. */
export interface RecordedEntry {
  entry: ExpectedEntry
  notes: string[]
  /** What it stands for in this capture, sorted. */
  files: string[]
}

/** Entries for the files of a capture that `isWanted`, sorted by path. */
export function recordEntries(
  atHand: CaptureAtHand,
  isWanted: (path: string) => boolean = () => true,
): RecordedEntry[] {
  const context = { variables: atHand.variables, nodes: nodeNames(atHand) }
  const files = filesOf(atHand).filter(({ file }) => isWanted(file.path) && !isOfPlanted(file.path, atHand))
  const { entries, rest } = forLiveObjects(files, atHand, context)
  const plain = groupBy(rest, ({ file }) => patternOf(file.path, context))
  const one = [...entries, ...[...plain].map(([pattern, members]) => plainEntry(pattern, members, atHand))]
  return collapse(one, (path, isPassing) => wideEntry(path, isPassing, atHand)).sort((a, b) =>
    a.entry.path < b.entry.path ? -1 : a.entry.path > b.entry.path ? 1 : 0,
  )
}

/** The files of the gather and of its repetition that a list speaks of; of what is packed, what is empty. */
function filesOf({ gather, again, own }: CaptureAtHand): GatheredFile[] {
  return [gather, again].flatMap((one) =>
    one === undefined
      ? []
      : one.files
          .filter(
            ({ type, path, blank, log }) =>
              type === 'file' && !own.has(path) && (!isPacked(path) || (blank && !log)),
          )
          .map((file) => ({ gather: one, file })),
  )
}

/** Whether it is named after what the harness planted. */
const isOfPlanted = (path: string, { planted }: CaptureAtHand): boolean =>
  planted.some((name) => replaceName(path, name, '') !== path)

/** Whether it is a member of an archive (`a.tar.gz!/b`). */
export const isPacked = (path: string): boolean => path.includes('!/')

/** Entries for files that are about one live object each, where labels tell these objects from the others. */
function forLiveObjects(files: readonly GatheredFile[], atHand: CaptureAtHand, context: PatternContext) {
  const about = files.map((one) => ({ ...one, object: liveObjectOf(one.file.path, atHand.live) }))
  const groups = groupBy(about, ({ file, object }) =>
    object && !isPacked(file.path)
      ? JSON.stringify([
          patternOf(file.path, context, object.name),
          object.kind,
          object.apiVersion,
          object.namespace,
        ])
      : '',
  )
  const rest = (groups.get('') ?? []).map(({ gather, file }) => ({ gather, file }))
  const entries = [...groups].flatMap(([key, members]) => {
    if (key === '') return []
    const [pattern = ''] = JSON.parse(key) as string[]
    const entry = liveEntry(pattern, members, atHand)
    if (entry) return [entry]
    const byName = [...groupBy(members, ({ file }) => patternOf(file.path, context))]
    return byName.flatMap(([, alike]) => {
      const own = isTakenForAnother(byName, atHand) ? liveEntry(pattern, alike, atHand) : undefined
      if (!own) rest.push(...alike)
      return own ?? []
    })
  })
  return { entries, rest }
}

/** Whether what stands for the files of some objects stands for those of others too: `a-*` is there where only `a-b-*` is. */
function isTakenForAnother(
  byName: readonly (readonly [string, readonly FileOfObject[]])[],
  atHand: CaptureAtHand,
): boolean {
  return byName.some(([pattern]) => {
    const matches = globOf(pattern, atHand)
    return byName.some(
      ([other, members]) => other !== pattern && members.some(({ file }) => matches(file.path)),
    )
  })
}

interface FileOfObject extends GatheredFile {
  object?: LiveObject | undefined
}

function liveEntry(
  pattern: string,
  members: readonly FileOfObject[],
  atHand: CaptureAtHand,
): RecordedEntry | undefined {
  const objects = [...new Set(members.flatMap(({ object }) => (object ? [object] : [])))]
  const [first] = objects
  const alike = atHand.live.filter(
    ({ kind, apiVersion, namespace }) =>
      kind === first?.kind && apiVersion === first.apiVersion && namespace === first.namespace,
  )
  const namespace = first?.namespace === atHand.variables['namespace'] ? '{namespace}' : first?.namespace
  // What is named after the object alone is there for each; what has a container's name in it, for those that have one.
  const preferLabels = /\{name\}.*\/(?!\{name\}(?:\.\w+)?$)[^/]+$/.test(pattern)
  const selector = selectorOf(objects, alike, namespace, preferLabels)
  if (!selector) return undefined
  const globs = objects.map(({ name }) => globOf(pattern, atHand, name))
  const isPassing = previousLog.test(pattern) || isOfOne(members, atHand)
  return describe({ path: pattern, for: selector, ...(isPassing ? { min: 0 } : {}) }, globs, atHand)
}

function plainEntry(pattern: string, members: readonly GatheredFile[], atHand: CaptureAtHand): RecordedEntry {
  const min = fewest(pattern, members, atHand)
  return describe({ path: pattern, ...(min === 1 ? {} : { min }) }, [globOf(pattern, atHand)], atHand)
}

/** As many as there are, as one that is missing would not be seen otherwise. */
function wideEntry(path: string, isPassing: boolean, atHand: CaptureAtHand): RecordedEntry {
  const matches = globOf(path, atHand)
  const counts = [atHand.gather, atHand.again].flatMap((gather) =>
    gather ? [gather.files.filter((file) => isGathered(file, false) && matches(file.path)).length] : [],
  )
  return describe({ path, min: isPassing ? 0 : Math.min(...counts) }, [matches], atHand)
}

const isGathered = ({ type, path }: FileFact, packed: boolean): boolean =>
  type === 'file' && isPacked(path) === packed

/** What is said of the files that the globs match, which may be more than those that they were made from. */
function describe(
  entry: ExpectedEntry,
  globs: readonly ((path: string) => boolean)[],
  atHand: CaptureAtHand,
): RecordedEntry {
  const packed = isPacked(entry.path)
  const matched = [atHand.gather, atHand.again].flatMap((gather) =>
    gather === undefined
      ? []
      : gather.files
          .filter((file) => isGathered(file, packed) && globs.some((matches) => matches(file.path)))
          .map((file) => ({ gather, file })),
  )
  const isOwn = entry.path.startsWith('namespaces/{namespace}/')
  const { content, empty, notes } = contentOf(matched, { isOwn })
  const when = conditionOf(entry.path, atHand.record)
  const passing = entry.min === 0 && !isPacked(entry.path) && !previousLog.test(entry.path)
  return {
    entry: {
      ...entry,
      ...(content === undefined ? {} : { content }),
      ...(empty === undefined ? {} : { empty }),
      ...(when ? { when } : {}),
    },
    notes: [...(passing ? ['comes and goes'] : []), ...notes],
    files: [...new Set(matched.map(({ file }) => file.path))].sort(),
  }
}

function globOf(pattern: string, { variables }: CaptureAtHand, name?: string): (path: string) => boolean {
  const all = name === undefined ? variables : { ...variables, name: escapeGlob(name) }
  return compileGlob(fillIn(pattern, all)).matches
}

/** Of a container that was restarted. */
const previousLog = /(?:^|\/)previous(?:\.insecure)?\.log$/

/** Names with the hash of a ReplicaSet and a pod's own: as many as there are replicas. */
const replica = /-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])/

/** Of a Job that a CronJob made, or an event. */
const passes = /-\d{8}(?:-[bcdfghjklmnpqrstvwxz2456789]{5})?(?![a-z0-9])|(?:^|\/)events\//

/** The fewest files to expect: none of what comes and goes, as many as there were of replicas, else one. */
function fewest(pattern: string, members: readonly GatheredFile[], atHand: CaptureAtHand): number {
  const paths = members.map(({ file }) => file.path)
  if (
    isPacked(pattern) ||
    paths.some((path) => passes.test(path) || previousLog.test(path)) ||
    isOfOne(members, atHand)
  )
    return 0
  if (!paths.every((path) => replica.test(path))) return 1
  const counts = [atHand.gather, atHand.again].flatMap((one) => (one ? [countIn(one, members)] : []))
  return Math.max(1, Math.min(...counts))
}

/** Whether only one of the two gathers left any. */
function isOfOne(members: readonly GatheredFile[], { gather, again }: CaptureAtHand): boolean {
  return again !== undefined && [gather, again].some((one) => countIn(one, members) === 0)
}

const countIn = (gather: GatherFacts, members: readonly GatheredFile[]): number =>
  members.filter((member) => member.gather === gather).length
