import { formatBytes } from '../../lib/quantity.js'
import type { CaptureLimits } from '../limits.js'
import { archiveEntries } from './archive.js'
import { ByteSource, DataError } from './byte-source.js'
import { fileBytes } from './file-bytes.js'
import { gunzip } from './gunzip.js'
import type { RawEntry, Report } from './raw-entry.js'

/** The entries of a .tar or .tar.gz on disk. */
export async function* archiveFile(
  file: { path: string; packed: boolean; limits: CaptureLimits; signal?: AbortSignal | undefined },
  report: Report,
): AsyncGenerator<RawEntry, void, undefined> {
  const { path, packed, limits, signal } = file
  const bytes = fileBytes(path, signal)
  const source = new ByteSource(packed ? atMost(gunzip(bytes), limits.captureBytes) : bytes)
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
