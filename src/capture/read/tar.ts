import type { Header } from 'tar/header'
import type { ByteSource } from './byte-source.js'
import type { CaptureProblem, EntryType } from './types.js'
import { parsePax } from './pax.js'
import { readTarHeader } from './tar-header.js'

/** One member of a tar archive under the name that it has there, whatever that is. */
export interface TarMember {
  name: string
  type: EntryType
  size: number
  mode: number
  linkTarget: string | undefined
  /** Why the body ended early; known once it was read or skipped. */
  truncated: string | undefined
  body(): AsyncGenerator<Buffer, void, undefined>
}

const block = 512
/** Longest extended header that is read; a name has at most a few KiB. */
const maxMeta = 1024 * 1024

const types: Record<string, EntryType> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'directory',
  GNUDumpDir: 'directory',
  SymbolicLink: 'symlink',
  Link: 'hardlink',
  CharacterDevice: 'device',
  BlockDevice: 'device',
  FIFO: 'fifo',
}

/** Members of the format itself that say nothing about a file of ours. */
const ignored = new Set(['SolarisACL', 'Inode', 'ContinuationFile', 'TapeVolumeHeader', 'OldGnuLongPath'])

interface Extension {
  name?: string
  linkTarget?: string
  size?: number
  sparse?: boolean
}

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
    const type = header.type as string
    const meta = metaReaders[type]
    if (meta) {
      const bytes = await readMeta(source, header, report)
      if (!bytes) return
      if (type === 'GlobalExtendedHeader') common = { ...common, ...meta(bytes) }
      else extension = { ...extension, ...meta(bytes) }
      continue
    }
    const member = createMember(source, header, { ...common, ...extension })
    extension = {}
    if (!ignored.has(type)) yield member.shown
    const missing = await member.finish()
    if (missing !== undefined) {
      report({ kind: source.damage?.kind ?? 'truncated', path: member.shown.name, reason: missing })
      return
    }
  }
}

async function nextHeader(
  source: ByteSource,
  report: (problem: CaptureProblem) => void,
): Promise<Header | undefined> {
  const bytes = await source.read(block)
  if (bytes.length < block) {
    const reason = source.damage?.message ?? 'the archive ends without its end mark'
    report({ kind: source.damage?.kind ?? 'truncated', reason })
    return undefined
  }
  const header = readTarHeader(bytes)
  if (header?.nullBlock === true) return undefined
  if (header?.size === undefined) {
    report({ kind: 'corrupt', reason: 'the archive is corrupt: a header has a wrong checksum or size' })
    return undefined
  }
  if (header.type === 'SparseFile') await skipSparseMaps(source, bytes)
  return header
}

/** GNU's old sparse files put more blocks between header and body, as many as a flag in each says. */
async function skipSparseMaps(source: ByteSource, header: Buffer): Promise<void> {
  for (let more = header[482] === 1; more;) more = (await source.read(block))[504] === 1
}

const metaReaders: Record<string, (bytes: Buffer) => Extension> = {
  ExtendedHeader: readPax,
  OldExtendedHeader: readPax,
  GlobalExtendedHeader: readPax,
  NextFileHasLongPath: (bytes) => ({ name: untilNul(bytes) }),
  NextFileHasLongLinkpath: (bytes) => ({ linkTarget: untilNul(bytes) }),
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
  header: Header,
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

function createMember(source: ByteSource, header: Header, extension: Extension) {
  const type = extension.sparse === true ? 'other' : (types[header.type] ?? 'other')
  // Links, folders and devices have no body whatever size they state: so do GNU tar and Go.
  const hasBody = type === 'file' || type === 'other' || header.type === 'GNUDumpDir'
  const size = hasBody ? (extension.size ?? header.size ?? 0) : 0
  let left = size
  const shown: TarMember = {
    name: extension.name ?? header.path ?? '',
    type,
    size: type === 'directory' ? 0 : size,
    mode: header.mode ?? 0o644,
    linkTarget:
      type === 'symlink' || type === 'hardlink' ? (extension.linkTarget ?? header.linkpath ?? '') : undefined,
    truncated: undefined,
    body: async function* () {
      while (left > 0) {
        const bytes = await source.some(left)
        if (!bytes) break
        left -= bytes.length
        yield bytes
      }
      if (left > 0) shown.truncated = missingBytes()
    },
  }
  const missingBytes = () =>
    `${left} of ${size} bytes are missing: ${source.damage?.message ?? 'the archive ends early'}`
  const finish = async () => {
    left -= await source.skip(left)
    if (left > 0) return (shown.truncated = missingBytes())
    await source.skip(padding(size))
    return undefined
  }
  return { shown, finish }
}

function padding(size: number): number {
  return (block - (size % block)) % block
}

function untilNul(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end)
}
