import { realpath, stat } from 'node:fs/promises'
import type { CaptureLimits } from '../limits.js'
import { defaultLimits } from '../limits.js'
import { archiveFile } from './archive-file.js'
import { DataError } from './byte-source.js'
import { folderEntries } from './folder.js'
import { archiveFormat, notFound } from './format.js'
import { resolveHardLinks } from './hard-links.js'
import type { Pass } from './members.js'
import { withMembers } from './members.js'
import type { RawEntry, Report } from './raw-entry.js'
import type { CaptureProblem, CaptureReader, CaptureSource, ListedEntry } from './types.js'

export interface OpenOptions {
  limits?: Partial<CaptureLimits>
}

/**
 * Opens a capture for reading: a folder, a .tar or a .tar.gz, told apart by content.
 * Throws `capture.not-found`, `capture.unsupported` or `capture.unreadable` (exit code 2) where nothing can be read.
 */
export async function openCapture(path: string, options: OpenOptions = {}): Promise<CaptureReader> {
  const limits = { ...defaultLimits, ...options.limits }
  const absolute = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    throw notFound(path, error)
  })
  const isFolder = (await stat(absolute)).isDirectory()
  const format = isFolder ? 'folder' : await archiveFormat(path, absolute)
  const raws = format === 'folder' ? folderRaws(absolute) : archiveRaws(absolute, format === 'tar.gz', limits)
  return createReader({ path, format }, raws, limits)
}

type RawEntries = AsyncGenerator<RawEntry, void, undefined>

/** What a folder and an archive have in common. */
interface Raws {
  all(report: Report, signal: AbortSignal | undefined): RawEntries
  /** Without bodies; at least those that are at most `depth` parts deep. */
  names(depth: number, signal: AbortSignal | undefined): RawEntries
}

function folderRaws(root: string): Raws {
  return {
    all: (report, signal) => folderEntries({ root, report, signal }),
    names: (depth, signal) => folderEntries({ root, report: () => {}, signal, depth }),
  }
}

function archiveRaws(path: string, packed: boolean, limits: CaptureLimits): Raws {
  return {
    all: (report, signal) =>
      resolveHardLinks((to) => archiveFile({ path, packed, limits, signal }, to), report, limits.totalBytes),
    names: (_, signal) => archiveFile({ path, packed, limits, signal }, () => {}),
  }
}

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
        yield* withMembers(raws.all(pass.report, signal), { prefix: '', depth: 0 }, pass)
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        found.push({ kind: error.kind, reason: error.message })
      }
    },
    async listing(depth, signal, most = Infinity) {
      const listed: ListedEntry[] = []
      for await (const { path, type, hostile } of raws.names(depth, signal)) {
        if (!hostile && path.split('/').length <= depth) listed.push({ path, type })
        if (listed.length >= most) break
      }
      return listed
    },
  }
}
