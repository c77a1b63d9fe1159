import { addAbortSignal } from 'node:stream'
import type { Readable } from 'node:stream'
import { formatBytes } from '../../lib/quantity.js'
import type { CaptureLimits } from '../limits.js'
import { defaultLimits } from '../limits.js'
import { archiveEntries } from '../read/archive.js'
import { ByteSource, DataError } from '../read/byte-source.js'
import type { RawEntry } from '../read/raw-entry.js'
import type { CaptureProblem, EntryType } from '../read/types.js'
import type { Refusal, SafeFolder } from './safe-folder.js'
import { createSafeFolder } from './safe-folder.js'

export interface ExtractOptions {
  limits?: Partial<Pick<CaptureLimits, 'totalBytes' | 'entries'>>
  signal?: AbortSignal
  /** Called for each member that was written. */
  onEntry?: (entry: { path: string; type: EntryType; bytes: number }) => void
}

export interface ExtractResult {
  files: number
  bytes: number
  /** Members that were not written, and why. */
  hostile: { path: string; reason: string }[]
  /** Why not everything came: the archive was cut, is corrupt or too large, the stream broke or was aborted. */
  truncated?: string
  /** The error that broke the stream, or the reason of the abort. */
  cause?: unknown
}

/**
 * Unpacks a tar stream into a folder as it comes. Nothing is written outside of it: hostile names, devices and links
 * that lead out are left out and listed. A stream that breaks is no error but a `truncated` result, and what came
 * before it stays. Throws `capture.write-failed` (exit code 3) where the folder cannot be written.
 */
export async function extractTar(
  stream: Readable,
  folder: string,
  options: ExtractOptions = {},
): Promise<ExtractResult> {
  const limits = { ...defaultLimits, ...options.limits }
  const result: ExtractResult = { files: 0, bytes: 0, hostile: [] }
  const into = await createSafeFolder(folder)
  const source = new ByteSource(asData(stream, options.signal, result))
  const links: RawEntry[] = []
  let members = 0
  const report = (problem: CaptureProblem) => (result.truncated ??= describe(problem))
  try {
    for await (const entry of archiveEntries(source, report)) {
      if (++members > limits.entries)
        throw new DataError('limit', `it has more than ${limits.entries} members`)
      // Links last: no file is then ever written through one.
      if (entry.type === 'symlink' && !entry.hostile) links.push(entry)
      else await write(into, entry, limits.totalBytes, result, options.onEntry)
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    result.truncated ??= error.message
  } finally {
    await source.close()
  }
  for (const link of links) await write(into, link, limits.totalBytes, result, options.onEntry)
  return result
}

async function write(
  into: SafeFolder,
  entry: RawEntry,
  totalBytes: number,
  result: ExtractResult,
  onEntry: ExtractOptions['onEntry'],
): Promise<void> {
  const before = result.bytes
  const refusal =
    entry.hostile ?? (await writers[entry.type]?.(into, entry, counted(entry, totalBytes, result)))
  if (refusal) {
    result.hostile.push({ path: entry.path, reason: refusal.reason })
    return
  }
  if (entry.type === 'file' || entry.type === 'hardlink') result.files++
  onEntry?.({ path: entry.path, type: entry.type, bytes: result.bytes - before })
}

type Write = (into: SafeFolder, entry: RawEntry, body: AsyncIterable<Buffer>) => Promise<Refusal | undefined>

const writers: Partial<Record<EntryType, Write>> = {
  directory: (into, { path }) => into.directory(path),
  file: (into, { path }, body) => into.file(path, body),
  symlink: (into, { path, linkTarget = '' }) => into.symlink(path, linkTarget),
  hardlink: (into, { path, linkTarget = '' }) => into.hardlink(path, linkTarget),
}

async function* counted(
  entry: RawEntry,
  totalBytes: number,
  result: ExtractResult,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const bytes of entry.body()) {
    result.bytes += bytes.length
    if (result.bytes > totalBytes)
      throw new DataError('limit', `it holds more than ${formatBytes(totalBytes)}`)
    yield bytes
  }
}

/** The stream's chunks; when it breaks, the data ends there, as far as the archive is concerned. */
export async function* asData(
  stream: Readable,
  signal: AbortSignal | undefined,
  result: ExtractResult,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of signal ? addAbortSignal(signal, stream) : stream) yield chunk as Buffer
  } catch (error) {
    result.cause = signal?.aborted === true ? signal.reason : error
    const why =
      signal?.aborted === true ? 'it was interrupted' : `the stream broke: ${(error as Error).message}`
    throw new DataError('truncated', why)
  }
}

export function describe({ path, reason }: CaptureProblem): string {
  return path === undefined ? reason : `${path}: ${reason}`
}
