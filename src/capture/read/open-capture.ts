import { realpath, stat } from 'node:fs/promises'
import { ExpectedError } from '../../model/errors.js'
import { formatBytes } from '../../lib/quantity.js'
import type { CaptureLimits } from '../limits.js'
import { defaultLimits } from '../limits.js'
import { archiveEntries } from './archive.js'
import { ByteSource, DataError } from './byte-source.js'
import { fileBytes } from './file-bytes.js'
import { folderEntries } from './folder.js'
import { gunzip } from './gunzip.js'
import type { Pass } from './members.js'
import { withMembers } from './members.js'
import type { RawEntry, Report } from './raw-entry.js'
import { packing, sniffSize, unsupportedPacking } from './sniff.js'
import type { CaptureProblem, CaptureReader, CaptureSource, ListedEntry } from './types.js'

export interface OpenOptions {
  limits?: Partial<CaptureLimits>
}

type Format = CaptureSource['format']

/**
 * Opens a capture for reading: a folder, a .tar or a .tar.gz, told apart by content.
 * Throws `capture.not-found`, `capture.unsupported` or `capture.unreadable` (exit code 2) where nothing can be read.
 */
export async function openCapture(path: string, options: OpenOptions = {}): Promise<CaptureReader> {
  const limits = { ...defaultLimits, ...options.limits }
  const absolute = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    throw notFound(path, error)
  })
  const format = (await stat(absolute)).isDirectory() ? 'folder' : await formatOf(path, absolute)
  const raws: Raws = (report, signal, depth) =>
    format === 'folder'
      ? folderEntries({ root: absolute, report, signal, depth })
      : archiveFile(absolute, format, limits, report, signal)
  return createReader({ path, format }, raws, limits)
}

type Raws = (
  report: Report,
  signal?: AbortSignal,
  depth?: number,
) => AsyncGenerator<RawEntry, void, undefined>

function createReader(source: CaptureSource, raws: Raws, limits: CaptureLimits): CaptureReader {
  let problems: CaptureProblem[] = []
  return {
    source,
    get problems() {
      return problems
    },
    async *entries(signal) {
      const found: CaptureProblem[] = (problems = [])
      const pass: Pass = { limits, report: (problem) => found.push(problem), signal, unpacked: 0, entries: 0 }
      try {
        for await (const raw of raws(pass.report, signal))
          yield* withMembers(raw, { prefix: '', depth: 0 }, pass)
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        found.push({ kind: error.kind, reason: error.message })
      }
    },
    async listing(depth, signal) {
      const listed: ListedEntry[] = []
      for await (const { path, type, hostile } of raws(() => {}, signal, depth)) {
        if (!hostile && path.split('/').length <= depth) listed.push({ path, type })
      }
      return listed
    },
  }
}

async function* archiveFile(
  path: string,
  format: Format,
  limits: CaptureLimits,
  report: Report,
  signal?: AbortSignal,
): AsyncGenerator<RawEntry, void, undefined> {
  const bytes = fileBytes(path, signal)
  const source = new ByteSource(format === 'tar.gz' ? atMost(gunzip(bytes), limits.captureBytes) : bytes)
  try {
    yield* archiveEntries(source, report, signal)
  } finally {
    await source.close()
  }
}

async function* atMost(
  chunks: AsyncIterable<Buffer>,
  limit: number,
): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > limit) throw new DataError('limit', `the capture unpacks to more than ${formatBytes(limit)}`)
    yield chunk
  }
}

async function formatOf(shown: string, path: string): Promise<Format> {
  const { head, damage } = await firstBytes(fileBytes(path))
  if (damage?.kind === 'unreadable') throw unreadable(shown, damage.message)
  const outer = packing(head)
  if (outer === 'tar' || isEmptyTar(head)) return 'tar'
  if (outer === undefined) throw unsupported(shown, head)
  const inner = await firstBytes(gunzip(fileBytes(path)))
  if (packing(inner.head) === 'tar' || isEmptyTar(inner.head)) return 'tar.gz'
  if (inner.head.length < sniffSize && inner.damage) throw unreadable(shown, inner.damage.message)
  throw unsupported(shown, inner.head, 'a packed file that is no archive')
}

async function firstBytes(
  chunks: AsyncIterable<Buffer>,
): Promise<{ head: Buffer; damage: DataError | undefined }> {
  const source = new ByteSource(chunks)
  try {
    return { head: await source.peek(sniffSize), damage: source.damage }
  } finally {
    await source.close()
  }
}

function isEmptyTar(head: Buffer): boolean {
  return head.length === sniffSize && head.every((byte) => byte === 0)
}

function notFound(path: string, cause: NodeJS.ErrnoException): ExpectedError {
  if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') return unreadable(path, cause.message, cause)
  return new ExpectedError({
    code: 'capture.not-found',
    message: `no capture at ${path}: there is no such file or folder`,
    next: 'Name a must-gather folder, a .tar or a .tar.gz.',
    exitCode: 2,
    cause,
  })
}

function unreadable(path: string, reason: string, cause?: unknown): ExpectedError {
  return new ExpectedError({
    code: 'capture.unreadable',
    message: `the capture ${path} cannot be read: ${reason}`,
    next: 'Check that the file is whole and that you may read it, or copy it again.',
    exitCode: 2,
    cause,
  })
}

function unsupported(
  path: string,
  head: Buffer,
  otherwise = 'neither a folder nor an archive',
): ExpectedError {
  const known = unsupportedPacking(head)
  return new ExpectedError({
    code: 'capture.unsupported',
    message: `${path} is ${known ? `a ${known.name}` : otherwise}; a capture is a folder, a .tar or a .tar.gz`,
    next: known
      ? `Unpack it (${known.unpack}) and name what comes out.`
      : 'Name the must-gather folder or its archive.',
    exitCode: 2,
  })
}
