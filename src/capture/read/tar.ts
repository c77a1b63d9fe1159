import type { ByteSource } from './byte-source.js'
import { parsePax } from './pax.js'
import { headerBytes, readTarHeader } from './tar-header.js'
import type { TarHeader } from './tar-header.js'
import type { Extension } from './tar-member.js'
import { padding, TarMember } from './tar-member.js'
import type { CaptureProblem } from './types.js'

/** Longest extended header that is read; a name has at most a few KiB. */
const maxMeta = 1024 * 1024

/** Members of the format itself that say nothing about a file of ours: rights, inodes, volumes, what old programs had. */
const ignored = new Set(['A', 'I', 'M', 'N', 'V'])
const sparseFile = 'S'
const forAll = 'g'

/**
 * The members of a tar archive, pulled one by one: a member's body is read or skipped before the next is looked at.
 * Damage does not throw: it ends the members and goes to `report`. Source: POSIX pax, GNU tar's manual.
 */
export async function* tarMembers(
  source: ByteSource,
  report: (problem: CaptureProblem) => void,
): AsyncGenerator<TarMember, void, undefined> {
  let common: Extension = {}
  let extension: Extension = {}
  for (;;) {
    const header = await nextHeader(source, report)
    if (!header) return
    const { type } = header
    const meta = metaReaders[type]
    if (meta) {
      const bytes = await readMeta(source, header, report)
      if (!bytes) return
      if (type === forAll) common = { ...common, ...meta(bytes) }
      else extension = { ...extension, ...meta(bytes) }
      continue
    }
    const member = new TarMember(source, header, { ...common, ...extension })
    extension = {}
    if (!ignored.has(type)) yield member
    if (member.finishAtOnce() || (await member.finish())) continue
    report({ kind: source.damage?.kind ?? 'truncated', path: member.name, reason: member.truncated ?? '' })
    return
  }
}

async function nextHeader(
  source: ByteSource,
  report: (problem: CaptureProblem) => void,
): Promise<TarHeader | undefined> {
  const bytes = source.take(headerBytes) ?? (await source.read(headerBytes))
  if (bytes.length < headerBytes) {
    const reason = source.damage?.message ?? 'the archive ends without its end mark'
    report({ kind: source.damage?.kind ?? 'truncated', reason })
    return undefined
  }
  const header = readTarHeader(bytes)
  if (header === 'end') return undefined
  if (header?.size === undefined) {
    report({ kind: 'corrupt', reason: 'the archive is corrupt: a header has a wrong checksum or size' })
    return undefined
  }
  if (header.type === sparseFile) await skipSparseMaps(source, bytes)
  return header
}

/** GNU's old sparse files put more blocks between header and body, as many as a flag in each says. */
async function skipSparseMaps(source: ByteSource, header: Buffer): Promise<void> {
  for (let more = header[482] === 1; more;) more = (await source.read(headerBytes))[504] === 1
}

const metaReaders: Record<string, (bytes: Buffer) => Extension> = {
  x: readPax,
  X: readPax,
  [forAll]: readPax,
  L: (bytes) => ({ name: untilNul(bytes) }),
  K: (bytes) => ({ linkTarget: untilNul(bytes) }),
}

function readPax(bytes: Buffer): Extension {
  const extension: Extension = {}
  for (const [key, value] of parsePax(bytes)) {
    if (key === 'path') extension.name = value
    else if (key === 'linkpath') extension.linkTarget = value
    else if (key === 'size' && /^\d{1,15}$/.test(value)) extension.size = Number(value)
    else if (key.startsWith('GNU.sparse.')) extension.sparse = true
  }
  return extension
}

async function readMeta(
  source: ByteSource,
  header: TarHeader,
  report: (problem: CaptureProblem) => void,
): Promise<Buffer | undefined> {
  const size = header.size ?? 0
  if (size > maxMeta) {
    report({ kind: 'limit', reason: `the archive holds an extended header of ${size} bytes` })
    return undefined
  }
  const bytes = Buffer.from(await source.read(size))
  await source.skip(padding(size))
  if (bytes.length === size) return bytes
  report({
    kind: source.damage?.kind ?? 'truncated',
    reason: source.damage?.message ?? 'the archive ends inside a header',
  })
  return undefined
}

function untilNul(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end)
}
