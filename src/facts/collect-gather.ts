import type { CaptureEntry, Layout } from '../capture/index.js'
import type { GatherRecord } from '../model/capture-record.js'
import type { GatherFacts } from '../model/facts.js'
import { groupFindings } from '../secrets/index.js'
import type { FileFacts } from './file-analysis.js'
import { readCommandLog } from './command-log.js'
import type { OwnFiles } from './own-files.js'
import { readStatus } from './status.js'
import { readVersion } from './version.js'

/** The facts of one gather while they come together; `texts` are the files that are read when all are known. */
export type GatherInProgress = GatherFacts & { texts: Map<string, string> }

export function newGather(layout: Layout, name: string, record: GatherRecord | undefined): GatherInProgress {
  return {
    name,
    root: rootOf(layout, name),
    ...(record ? { record } : {}),
    files: [],
    bytes: 0,
    // What the client refused to write is not on disk, but the gather made it.
    problems: (record?.hostile ?? []).map(({ path, reason }) => ({ path, kind: 'hostile', reason })),
    contents: new Map(),
    errorTexts: [],
    secrets: [],
    unproven: [],
    texts: new Map(),
  }
}

function rootOf({ kind }: Layout, name: string): string {
  if (kind === 'capture') return `gathers/${name}/must-gather`
  return kind === 'oc' ? name : ''
}

/** Adds what was learned of one file of the gather. */
export function addFile(gather: GatherInProgress, facts: FileFacts): void {
  const { file, text } = facts
  const { path } = file
  gather.files.push(file)
  if (!path.includes('!/')) gather.bytes += file.size
  gather.secrets.push(...facts.secrets)
  gather.errorTexts.push(...facts.errors.map((error) => ({ path, ...error })))
  for (const reason of [facts.unproven, facts.beyond])
    if (reason !== undefined) gather.unproven.push({ path, reason })
  if (facts.content) gather.contents.set(path, facts.content)
  if (text !== undefined) gather.texts.set(path, text)
}

/** Adds a folder, a link or something else that has no bytes. */
export function addOther(gather: GatherFacts, entry: CaptureEntry, path: string): void {
  const type = entry.type === 'directory' || entry.type === 'symlink' ? entry.type : 'other'
  gather.files.push({ path, type, size: 0, blank: false, log: false })
}

type Quote = (text: string, longest?: number) => string

/** Reads what the gather says of itself, and puts all in an order that does not depend on how it came. */
export function finishGather(gather: GatherInProgress, own: OwnFiles, quote: Quote): GatherFacts {
  const { texts, ...facts } = gather
  const files = [...facts.files].sort(byPath)
  const [version, log, status] = [own.version, own.commandLog, own.status].map((path) => texts.get(path))
  const written = new Set(files.map(({ path }) => path))
  return {
    ...facts,
    files,
    errorTexts: facts.errorTexts
      .filter(({ path }) => path !== own.commandLog)
      .sort((a, b) => byPath(a, b) || a.line - b.line),
    unproven: [...facts.unproven].sort(byPath),
    problems: [...facts.problems].sort(byPath),
    contents: new Map([...facts.contents].sort(([a], [b]) => (a < b ? -1 : 1))),
    secrets: groupFindings(facts.secrets),
    ...(version === undefined ? {} : { version: readVersion(version, quote) }),
    ...(log === undefined ? {} : { commandLog: readCommandLog(own.commandLog, log, { quote, written }) }),
    ...(status === undefined ? {} : { status: readStatus(status) }),
  }
}

const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
