import type { CaptureEntry, CaptureProblem, Layout } from '../capture/index.js'
import type { FileProblem, GatherFacts } from '../model/facts.js'
import type { GatherRecord } from '../model/capture-record.js'
import type { FileFacts } from './collect-file.js'
import { readCommandLog } from './command-log.js'
import { readStatus } from './status.js'
import { readVersion } from './version.js'

/** The facts of one gather while they come together. */
export function newGather(name: string, root: string, record: GatherRecord | undefined): GatherFacts {
  return {
    name,
    root,
    ...(record ? { record } : {}),
    files: [],
    bytes: 0,
    // What the client refused to write is not on disk, but the gather made it.
    problems: (record?.hostile ?? []).map(({ path, reason }) => ({ path, kind: 'hostile', reason })),
    contents: new Map(),
    errorTexts: [],
    secrets: [],
    unproven: [],
  }
}

export interface OwnFiles {
  commandLog: string
  quote: (text: string) => string
}

/** Adds what was learned of one file of the gather. */
export function addFile(gather: GatherFacts, facts: FileFacts, own: OwnFiles): void {
  const { file, text } = facts
  const { path } = file
  gather.files.push(file)
  if (!path.includes('!/')) gather.bytes += file.size
  gather.secrets.push(...facts.secrets)
  gather.errorTexts.push(
    ...(path === own.commandLog ? [] : facts.errors.map((error) => ({ path, ...error }))),
  )
  if (facts.unproven !== undefined) gather.unproven.push({ path, reason: facts.unproven })
  if (facts.content) gather.contents.set(path, facts.content)
  if (text === undefined) return
  if (path === 'version') gather.version = readVersion(text, own.quote)
  if (path === own.commandLog) gather.commandLog = readCommandLog(path, text, own.quote)
  if (path === 'status.json') gather.status = readStatus(text)
}

/** Adds a folder, a link or something else that has no bytes. */
export function addOther(gather: GatherFacts, entry: CaptureEntry, path: string): void {
  const type = entry.type === 'directory' || entry.type === 'symlink' ? entry.type : 'other'
  gather.files.push({ path, type, size: 0, blank: false, log: false })
}

const kinds: Record<CaptureProblem['kind'], FileProblem['kind']> = {
  hostile: 'hostile',
  limit: 'hostile',
  truncated: 'truncated',
  corrupt: 'unreadable',
  unreadable: 'unreadable',
}

/** Files the reader's problems with the gather that they are in; tells which are in none. */
export function addProblems(
  gathers: ReadonlyMap<string, GatherFacts>,
  layout: Layout,
  problems: readonly CaptureProblem[],
): FileProblem[] {
  const elsewhere: FileProblem[] = []
  for (const { kind, path = '', reason } of problems) {
    const place = layout.place(path)
    const gather = place.role === 'gather-file' ? gathers.get(place.gather ?? '') : undefined
    const problem: FileProblem = { path: gather ? place.path : path, kind: kinds[kind], reason }
    if (gather) gather.problems.push(problem)
    else elsewhere.push(problem)
    // What was cut off is not there, so there is nothing left to search; what cannot be unpacked is.
    if (gather && (kind === 'corrupt' || kind === 'unreadable' || kind === 'limit')) {
      gather.unproven.push({ path: place.path, reason })
    }
  }
  return elsewhere
}
