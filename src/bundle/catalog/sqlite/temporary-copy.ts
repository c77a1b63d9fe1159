import { open, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the header of a database says how it is written: 2 for a write-ahead log, which lies in a file of its own. */
const journalBytes = [18, 19] as const
const rollback = 1

/**
 * Calls `use` with a copy of the database on disk, which SQLite reads from page by page, and removes it. The copy says that
 * there is no write-ahead log: there is none in an image.
 */
export async function withTemporaryCopy<T>(
  content: AsyncIterable<Buffer>,
  use: (file: string, bytes: number) => T,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'must-gather-index-'))
  try {
    const file = join(folder, 'index.db')
    return use(file, await write(file, content))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function write(file: string, content: AsyncIterable<Buffer>): Promise<number> {
  const handle = await open(file, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const part of content) {
      await handle.writeFile(part)
      bytes += part.length
    }
    if (bytes > journalBytes[1])
      for (const at of journalBytes) await handle.write(Buffer.of(rollback), 0, 1, at)
  } finally {
    await handle.close()
  }
  return bytes
}
