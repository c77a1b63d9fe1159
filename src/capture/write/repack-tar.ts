import type { Readable } from 'node:stream'
import { archiveEntries } from '../read/archive.js'
import { ByteSource, DataError } from '../read/byte-source.js'
import type { RawEntry } from '../read/raw-entry.js'
import { asData, describe, type ExtractResult } from './extract-tar.js'
import type { ArchiveWriter } from './archive-writer.js'

export interface RepackOptions {
  /** Every member lies below it, without a slash at its end. */
  prefix: string
  onEntry: () => void
  onFile: (path: string, digest: string) => void
}

/** The members of a tar stream, checked as `extractTar` checks them, as members of another archive. Nothing lies on disk in between. */
export async function repackTar(
  stream: Readable,
  into: ArchiveWriter,
  { prefix, onEntry, onFile }: RepackOptions,
): Promise<ExtractResult> {
  const result: ExtractResult = { files: 0, bytes: 0, hostile: [] }
  const source = new ByteSource(asData(stream, undefined, result))
  const entries = archiveEntries(source, (problem) => (result.truncated ??= describe(problem)))
  const links: RawEntry[] = []
  const write = async (entry: RawEntry) => {
    const name = `${prefix}/${entry.path}`
    if (entry.type === 'file') {
      onFile(name, await into.file(name, entry.size ?? 0, entry.body()))
      result.files++
      result.bytes += entry.size ?? 0
    } else if (entry.type === 'hardlink') {
      await into.entry({ name, type: 'link', linkname: `${prefix}/${entry.linkTarget ?? ''}` })
      result.files++
    } else if (entry.type === 'symlink') {
      await into.entry({ name, type: 'symlink', linkname: entry.linkTarget ?? '' })
    } else {
      await into.entry({ name: `${name}/`, type: 'directory' })
    }
    onEntry()
  }
  try {
    for await (const entry of entries) {
      if (entry.hostile) result.hostile.push({ path: entry.path, reason: entry.hostile.reason })
      // Links last: who unpacks it then writes no file through one.
      else if (entry.type === 'symlink') links.push(entry)
      else if (isKept(entry)) await write(entry)
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    result.truncated ??= error.message
  } finally {
    await source.close()
  }
  for (const link of links) await write(link)
  return result
}

const kept = new Set(['file', 'hardlink', 'directory'])
const isKept = ({ type }: RawEntry) => kept.has(type)
