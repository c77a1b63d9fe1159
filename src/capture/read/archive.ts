import { guardName, guardType, hostile, printableName } from '../names.js'
import type { ByteSource } from './byte-source.js'
import type { RawEntry, Report } from './raw-entry.js'
import type { TarMember } from './tar.js'
import { tarMembers } from './tar.js'
import type { Hostile } from './types.js'

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

function toEntry(member: TarMember, seen: Map<string, boolean>): RawEntry | undefined {
  const name = guardName(member.name)
  if ('path' in name && name.path === '') return undefined
  const path = 'path' in name ? name.path : printableName(member.name)
  const { type, size, mode, linkTarget } = member
  const why = 'hostile' in name ? name.hostile : hostileWhy(member, path, seen)
  seen.set(path, type === 'directory')
  return {
    path,
    type,
    size,
    mode: mode & 0o777,
    ...(linkTarget === undefined ? {} : { linkTarget }),
    ...(why ? { hostile: why } : {}),
    get truncated() {
      return member.truncated
    },
    body: () => member.body(),
  }
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
