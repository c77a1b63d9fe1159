import type { RawEntry } from '../capture/read/raw-entry.js'
import { redactText, scanBytes } from '../secrets/index.js'
import type { RedactContext } from './context.js'
import { redactEntry } from './redact-entry.js'
import type { EntryWriter } from './writers/types.js'

/** What one entry of a folder or an archive must tell. */
export type CopiedEntry = Pick<
  RawEntry,
  'path' | 'type' | 'linkTarget' | 'hostile' | 'truncated' | 'body'
> & {
  readonly mode?: number | undefined
}

export interface EntriesPlace {
  /** Put before each path in what is said of it: `outer.tar.gz!/`. */
  prefix: string
  depth: number
}

const fileMode = 0o644
const folderMode = 0o755

/** Copies entries without their secrets; resolves with whether the copy differs. What cannot be copied is left out and named. */
export async function redactEntries(
  entries: AsyncIterable<CopiedEntry>,
  writer: EntryWriter,
  { prefix, depth }: EntriesPlace,
  context: RedactContext,
): Promise<boolean> {
  const links: CopiedEntry[] = []
  let changed = false
  const copy = async (entry: CopiedEntry) => {
    const copied = await copyEntry(entry, writer, prefix + entry.path, depth, context)
    changed ||= copied !== 'same'
    if (typeof copied !== 'string')
      context.log.leftOut(shownName(prefix + entry.path, context), copied.leftOut)
  }
  for await (const entry of entries) {
    // Links last: no file is then ever written through one.
    if (entry.type === 'symlink' && !entry.hostile) links.push(entry)
    else await copy(entry)
  }
  for (const link of links) await copy(link)
  return changed
}

type Copied = 'same' | 'changed' | { leftOut: string }

async function copyEntry(
  entry: CopiedEntry,
  writer: EntryWriter,
  shown: string,
  depth: number,
  context: RedactContext,
): Promise<Copied> {
  const { path, type, linkTarget = '', hostile, mode } = entry
  if (hostile) return { leftOut: hostile.reason }
  if (holdsSecret(`${path}\n${linkTarget}`, context)) return { leftOut: 'its name holds a secret' }
  if (type === 'directory') return unlessRefused(await writer.directory(path, mode ?? folderMode))
  if (type === 'symlink') return unlessRefused(await writer.symlink(path, linkTarget))
  if (type === 'hardlink') return unlessRefused(await writer.hardlink(path, linkTarget))
  const outcome = await redactEntry(shown, entry, depth, context)
  if (entry.truncated !== undefined) context.log.problem(shown, entry.truncated)
  if ('leftOut' in outcome) return outcome
  try {
    const refusal = await writer.file(path, mode ?? fileMode, outcome.content)
    if (refusal !== undefined) return { leftOut: refusal }
    context.log.kept(outcome.content.size)
    return outcome.changed ? 'changed' : 'same'
  } finally {
    await outcome.content.dispose()
  }
}

const unlessRefused = (leftOut: string | undefined): Copied => (leftOut === undefined ? 'same' : { leftOut })

const holdsSecret = (name: string, { analyst }: RedactContext) =>
  scanBytes(analyst.scanner, '', name).length > 0

const shownName = (path: string, context: RedactContext) =>
  holdsSecret(path, context) ? redactText(context.analyst.scanner, path) : path
