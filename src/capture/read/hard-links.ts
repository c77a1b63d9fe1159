import { cleanPath, hostile } from '../names.js'
import { DataError } from './byte-source.js'
import type { RawEntry, Report } from './raw-entry.js'
import { Spool } from './spool.js'

export type ReadArchive = (report: Report) => AsyncGenerator<RawEntry, void, undefined>

/**
 * The entries of an archive with its hard links as what they are on disk: files with the bytes of another. An archive
 * holds those bytes once, under the first name, so that it is read a second time where there are links; a folder and its
 * archive then read the same. Links to what is not in the archive are marked.
 */
export async function* resolveHardLinks(
  read: ReadArchive,
  report: Report,
  totalBytes: number,
): AsyncGenerator<RawEntry, void, undefined> {
  const links = new Map<string, RawEntry[]>()
  for await (const entry of read(report)) {
    if (entry.type !== 'hardlink' || entry.hostile) {
      yield entry
      continue
    }
    const target = cleanPath(entry.linkTarget ?? '')
    links.set(target, [...(links.get(target) ?? []), entry])
  }
  if (links.size > 0) yield* secondPass(read, links, totalBytes)
  for (const dangling of [...links.values()].flat()) {
    dangling.hostile = hostile('link-dangling')
    yield dangling
  }
}

/** Takes the links that it finds the file of out of `links`. */
async function* secondPass(
  read: ReadArchive,
  links: Map<string, RawEntry[]>,
  totalBytes: number,
): AsyncGenerator<RawEntry, void, undefined> {
  let bytes = 0
  for await (const file of read(() => {})) {
    const names = links.get(file.path)
    if (!names || file.type !== 'file' || file.hostile) continue
    links.delete(file.path)
    bytes += (file.size ?? 0) * names.length
    if (bytes > totalBytes)
      throw new DataError('limit', 'its hard links repeat more bytes than a capture may have')
    yield* copies(file, names)
  }
}

async function* copies(
  file: RawEntry,
  names: readonly RawEntry[],
): AsyncGenerator<RawEntry, void, undefined> {
  const spool = new Spool()
  try {
    for await (const chunk of file.body()) await spool.write(chunk)
    for (const { path } of names) {
      const { size, truncated } = file
      yield { path, type: 'file', size, truncated, body: () => spool.read(), reopen: () => spool.read() }
    }
  } finally {
    await spool.dispose()
  }
}
