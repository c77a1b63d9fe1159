import { formatBytes } from '../../lib/quantity.js'
import type { CaptureLimits } from '../limits.js'
import { archiveEntries } from './archive.js'
import { ByteSource, DataError } from './byte-source.js'
import { TurnBuffers } from './chunk-buffers.js'
import { fileBytes } from './file-bytes.js'
import { gunzip } from './gunzip.js'
import type { RawEntry, Report } from './raw-entry.js'

/** The entries of a .tar or .tar.gz on disk. */
export async function* archiveFile(
  file: { path: string; packed: boolean; limits: CaptureLimits; signal?: AbortSignal | undefined },
  report: Report,
): AsyncGenerator<RawEntry, void, undefined> {
  const { path, packed, limits, signal } = file
  // What is packed is unpacked before the next of it is read; of what is not, an entry may hold more than a chunk.
  const source = new ByteSource(
    packed
      ? atMost(gunzip(fileBytes(path, signal, new TurnBuffers())), limits.captureBytes)
      : fileBytes(path, signal),
  )
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
