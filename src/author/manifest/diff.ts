import type { ExpectedEntry } from '../../model/expected-files.js'
import type { FileFact, Glob, PlannedEntry } from '../../model/facts.js'
import { refused } from '../refused.js'
import type { CaptureAtHand, ManifestOptions } from './at-hand.js'
import { readCapture } from './at-hand.js'
import type { RecordedEntry } from './record-entries.js'
import { isPacked, recordEntries } from './record-entries.js'

/** One thing that is not as the list says. */
export interface Moved {
  path: string
  want: string
  got: string
}

/** What moved between a list of expected files and a capture. */
export interface ManifestDiff {
  /** File of the list. */
  list: string
  capture: string
  gather: string
  /** Files that the list wants, and too few are there. */
  missing: Moved[]
  /** Files that no entry names, as the entries that would name them. */
  added: RecordedEntry[]
  /** Files that are empty and may not be. */
  emptied: Moved[]
  /** Files that hold something else, do not parse, are too many, or are forbidden. */
  changed: Moved[]
  /** Entries that could not be looked at. */
  unknown: { path: string; reason: string }[]
  /** Entries that were looked at, and files of the gather. */
  looked: { entries: number; files: number }
}

export const hasMoved = ({ missing, added, emptied, changed }: ManifestDiff): boolean =>
  [missing, added, emptied, changed].some((list) => list.length > 0)

/** Holds a capture against its list, both ways. Throws `manifest.*`, `config.*`. */
export async function diffManifest(options: ManifestOptions): Promise<ManifestDiff> {
  const atHand = await readCapture(options)
  const { list, plan, gather, own } = atHand
  if (!list) throw noList(options.capture)
  checkVariables(atHand)
  const files = gather.files.filter(({ type }) => type === 'file')
  const active = plan.entries.filter(({ skip }) => !skip)
  const named = plan.entries.flatMap(({ globs }) => globs)
  const isNamed = (path: string) => matchesAny([...named, ...plan.forbidden], path)
  const isNew = (path: string) => !isNamed(path) && !own.has(path) && !isPacked(path)
  const ofFiles = active.flatMap((planned) => filesOf(planned, files).map((file) => ({ planned, file })))
  return {
    list: list.file,
    capture: options.capture,
    gather: gather.name,
    missing: active.flatMap((planned) => tooFew(planned, files)),
    added: recordEntries(atHand, (path) => isNew(path) && files.some((file) => file.path === path)),
    emptied: once(ofFiles.flatMap(({ planned, file }) => emptied(planned.entry, file))),
    changed: once([
      ...active.flatMap((planned) => tooMany(planned, files)),
      ...ofFiles.flatMap(({ planned, file }) => otherContent(planned.entry, file, atHand)),
      ...files
        .filter(({ path }) => matchesAny(plan.forbidden, path))
        .map(({ path }) => ({ path, want: 'no such file: it is forbidden', got: 'a file' })),
    ]),
    unknown: plan.entries.flatMap(({ entry, skip }) =>
      skip?.kind === 'not-evaluated' ? [{ path: entry.path, reason: skip.reason }] : [],
    ),
    looked: { entries: active.length, files: files.length },
  }
}

const matchesAny = (globs: readonly Glob[], path: string) => globs.some(({ matches }) => matches(path))

/** What is packed is named only by a glob that says so, as in the checks. */
const matching = ({ glob, matches }: Glob, files: readonly FileFact[]) =>
  files.filter(({ path }) => matches(path) && isPacked(path) === isPacked(glob))

const filesOf = ({ globs }: PlannedEntry, files: readonly FileFact[]) =>
  globs.flatMap((glob) => matching(glob, files))

const counted = (count: number) => (count === 1 ? '1 file' : `${count} files`)

function tooFew({ entry, globs }: PlannedEntry, files: readonly FileFact[]): Moved[] {
  const min = entry.min ?? 1
  return globs.flatMap((glob) => {
    const found = matching(glob, files).length
    return found < min
      ? [
          {
            path: glob.glob,
            want: min === 1 ? 'a file' : `at least ${counted(min)}`,
            got: found === 0 ? 'none' : counted(found),
          },
        ]
      : []
  })
}

function tooMany({ entry: { max }, globs }: PlannedEntry, files: readonly FileFact[]): Moved[] {
  return globs.flatMap((glob) => {
    const found = matching(glob, files).length
    return max !== undefined && found > max
      ? [{ path: glob.glob, want: `at most ${counted(max)}`, got: counted(found) }]
      : []
  })
}

function emptied({ empty, content }: ExpectedEntry, { path, blank, size }: FileFact): Moved[] {
  if (!blank || empty === 'allowed' || content === 'log') return []
  return [{ path, want: 'content', got: `${size} bytes` }]
}

function otherContent({ content }: ExpectedEntry, file: FileFact, { gather }: CaptureAtHand): Moved[] {
  if (file.blank || content === undefined || content === 'log' || content === 'nonEmpty') return []
  const { path } = file
  const fact = gather.contents.get(path)
  if (!fact) return []
  if ('problem' in fact)
    return [{ path, want: content === 'json' ? 'JSON' : 'what parses', got: fact.problem }]
  if (!Array.isArray(content)) return []
  return content.flatMap(({ kind, apiVersion, count }) => {
    const found = fact.objects.filter(
      (object) => object.kind === kind && (apiVersion ?? object.apiVersion) === object.apiVersion,
    ).length
    if (count === undefined ? found > 0 : found === count) return []
    const name = apiVersion === undefined ? kind : `${apiVersion} ${kind}`
    return [{ path, want: count === undefined ? `some ${name}` : `${count} of ${name}`, got: `${found}` }]
  })
}

/** Two entries may name one file. */
function once(moved: readonly Moved[]): Moved[] {
  const all = new Map(moved.map((one) => [JSON.stringify(one), one]))
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** A variable that nobody knows would make everything look missing. */
function checkVariables({ plan, variables }: CaptureAtHand): void {
  const used = plan.entries.flatMap(({ entry }) =>
    [...`${entry.path} ${entry.for?.namespace ?? ''}`.matchAll(/\{(\w+)\}/g)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'name' && !(entry.for && name === 'namespace')),
  )
  const unknown = used.find((name) => variables[name] === undefined)
  if (unknown === undefined) return
  throw refused(
    'manifest.unknown-variable',
    `the list uses {${unknown}}, and the capture does not say what that is`,
    'Name the ISV with --isv NAME.',
  )
}

const noList = (capture: string) =>
  refused(
    'manifest.no-list',
    `nothing says what to hold ${capture} against`,
    'Name an ISV whose isv.yaml names contract.expectedFiles with --isv NAME, or a list with --expected FILE; must-gather manifest record writes one.',
  )
