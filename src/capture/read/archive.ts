import { guardName, guardType, hostile, printableName } from '../names.js'
import type { ByteSource } from './byte-source.js'
import type { RawEntry, Report } from './raw-entry.js'
import { tarMembers } from './tar.js'
import type { TarMember } from './tar-member.js'
import type { EntryType, Hostile } from './types.js'

/**
 * The members of a tar archive as entries: names cleaned and judged, doubles marked. The archive is read to its very
 * end, so that a checksum behind the last member counts too.
 */
export async function* archiveEntries(
  source: ByteSource,
  report: Report,
  signal?: AbortSignal,
): AsyncGenerator<RawEntry, void, undefined> {
  const seen = new Map<string, boolean>()
  let damaged = false
  const members = tarMembers(source, (problem) => {
    damaged = true
    report(problem.path === undefined ? problem : { ...problem, path: cleaned(problem.path) })
  })
  for await (const member of members) {
    signal?.throwIfAborted()
    const entry = toEntry(member, seen)
    if (entry) yield entry
  }
  while (await source.some(Infinity)) signal?.throwIfAborted()
  if (source.damage && !damaged) report({ kind: source.damage.kind, reason: source.damage.message })
}

/** A class, as an object with getters of its own takes ten times as long to make. */
class ArchiveEntry implements RawEntry {
  readonly type: EntryType
  readonly size: number
  readonly mode: number
  linkTarget?: string
  hostile?: Hostile
  readonly #member: TarMember

  constructor(
    member: TarMember,
    readonly path: string,
  ) {
    this.type = member.type
    this.size = member.size
    this.mode = member.mode & 0o777
    if (member.linkTarget !== undefined) this.linkTarget = member.linkTarget
    this.#member = member
  }

  get truncated(): string | undefined {
    return this.#member.truncated
  }

  body(): AsyncIterable<Buffer> {
    return this.#member.body()
  }

  whole(): Buffer | undefined {
    return this.#member.whole()
  }
}

function toEntry(member: TarMember, seen: Map<string, boolean>): RawEntry | undefined {
  const name = guardName(member.name)
  if ('path' in name && name.path === '') return undefined
  const entry = new ArchiveEntry(member, 'path' in name ? name.path : printableName(member.name))
  const why = 'hostile' in name ? name.hostile : hostileWhy(member, entry.path, seen)
  if (why) entry.hostile = why
  seen.set(entry.path, member.type === 'directory')
  return entry
}

function hostileWhy(member: TarMember, path: string, seen: Map<string, boolean>): Hostile | undefined {
  const why = guardType(path, member.type, member.linkTarget)
  if (why) return why
  const before = seen.get(path)
  // A folder may be there twice: `tar -r` and merged archives do that, and nothing is hidden by it.
  if (before !== undefined && !(before && member.type === 'directory')) return hostile('duplicate')
  return undefined
}

function cleaned(name: string): string {
  const guarded = guardName(name)
  return 'path' in guarded ? guarded.path : printableName(name)
}
