import { createWriteStream } from 'node:fs'
import { lstat, realpath, rename } from 'node:fs/promises'
import { once } from 'node:events'
import { dirname, join, relative, resolve, basename, isAbsolute } from 'node:path'
import { finished } from 'node:stream/promises'
import { writeFailed } from '../capture/write/write-failed.js'
import { ExpectedError, exitCodes } from '../model/errors.js'
import { createFolderWriter } from './writers/folder-writer.js'
import { createTarWriter } from './writers/tar-writer.js'
import type { EntryWriter } from './writers/types.js'

/** A copy while it is made: it has another name until it is whole, and proven clean. */
export interface Destination {
  /** Where it lies until `publish`. */
  partial: string
  writer: EntryWriter
  /** Gives it its name. */
  publish(): Promise<void>
}

/**
 * Begins a copy at `path`: an archive where the name ends in .tar, .tar.gz or .tgz, else a folder. Throws
 * `redact.exists` where there is something already, and `redact.inside` where it would lie in what is copied.
 */
export async function openDestination(path: string, source: string): Promise<Destination> {
  const partial = `${path.replace(/\/+$/, '')}.partial`
  for (const taken of [path, partial]) if (await exists(taken)) throw alreadyThere(taken)
  if (await isInside(path, source)) throw inside(path, source)
  const [, packed] = /\.(?:tar(\.gz)?|tgz)$/.exec(path) ?? []
  const isArchive = /\.(?:tar|tar\.gz|tgz)$/.test(path)
  const writer = isArchive
    ? await archiveWriter(partial, packed !== undefined || path.endsWith('.tgz'))
    : await createFolderWriter(partial)
  return { partial, writer, publish: () => rename(partial, path) }
}

async function archiveWriter(path: string, packs: boolean): Promise<EntryWriter> {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o644 })
  await once(out, 'open').catch((error: unknown) => {
    throw writeFailed(error, path)
  })
  const failed = new Promise<never>((_, reject) =>
    out.once('error', (error) => reject(writeFailed(error, path))),
  )
  failed.catch(() => {})
  const writer = createTarWriter(packs, async (bytes) => {
    if (!out.write(bytes)) await Promise.race([once(out, 'drain'), failed])
  })
  return {
    ...writer,
    async close() {
      await writer.close()
      out.end()
      await Promise.race([finished(out), failed])
    },
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** By what both really are: the source may be named by a link. */
async function isInside(path: string, source: string): Promise<boolean> {
  const parent = await realpath(dirname(resolve(path))).catch(() => undefined)
  if (parent === undefined) throw noParent(path)
  const way = relative(await realpath(source), join(parent, basename(path)))
  return way !== '' && !way.startsWith('..') && !isAbsolute(way)
}

const alreadyThere = (path: string) =>
  new ExpectedError({
    code: 'redact.exists',
    message: `${path} is there already`,
    next: path.endsWith('.partial')
      ? 'It is what a copy that did not end has left. Remove it, or name another place with --out.'
      : 'Name another place with --out, or remove it.',
    exitCode: exitCodes.usage,
  })

const inside = (path: string, source: string) =>
  new ExpectedError({
    code: 'redact.inside',
    message: `the copy ${path} would lie inside ${source}, which is to be copied`,
    next: 'Name a place outside of it with --out.',
    exitCode: exitCodes.usage,
  })

const noParent = (path: string) =>
  new ExpectedError({
    code: 'redact.no-folder',
    message: `${path} cannot be made: there is no folder ${dirname(path)}`,
    next: 'Make that folder, or name another place with --out.',
    exitCode: exitCodes.usage,
  })
