import type { Dirent } from 'node:fs'
import { lstat, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { guardName, guardType, printableName } from '../names.js'
import { fileBytes } from './file-bytes.js'
import type { RawEntry, Report } from './raw-entry.js'
import { noBytes } from './raw-entry.js'
import type { EntryType } from './types.js'

/** Everything below a folder, sorted by name, links not followed. What cannot be read is reported and left out. */
export async function* folderEntries(
  root: string,
  report: Report,
  signal?: AbortSignal,
): AsyncGenerator<RawEntry, void, undefined> {
  yield* walk(root, '', report, signal)
}

async function* walk(
  root: string,
  folder: string,
  report: Report,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawEntry, void, undefined> {
  const children = await childrenOf(root, folder, report)
  const sizes = await Promise.all(children.map((child) => sizeOf(root, folder, child)))
  for (const [index, child] of children.entries()) {
    signal?.throwIfAborted()
    const entry = await toEntry(root, folder, child, sizes[index] ?? 0, report, signal)
    yield entry
    if (child.isDirectory()) yield* walk(root, below(folder, child.name), report, signal)
  }
}

async function childrenOf(root: string, folder: string, report: Report): Promise<Dirent[]> {
  try {
    const children = await readdir(join(root, folder), { withFileTypes: true })
    return children.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    report({ kind: 'unreadable', path: folder, reason: `the folder cannot be read: ${code ?? message}` })
    return []
  }
}

async function sizeOf(root: string, folder: string, child: Dirent): Promise<number> {
  if (!child.isFile()) return 0
  return lstat(join(root, folder, child.name)).then(
    (stat) => stat.size,
    () => 0,
  )
}

async function toEntry(
  root: string,
  folder: string,
  child: Dirent,
  size: number,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<RawEntry> {
  const path = below(folder, child.name)
  const absolute = join(root, path)
  const type = typeOf(child)
  const entry: RawEntry = { path, type, size, body: noBytes }
  if (type === 'file') {
    entry.body = () => fileBytes(absolute, signal)
    entry.reopen = entry.body
  }
  if (type === 'symlink') entry.linkTarget = await linkTarget(absolute, path, report)
  const name = guardName(path)
  if ('hostile' in name) return { ...entry, path: printableName(path), hostile: name.hostile }
  const why = guardType(path, type, entry.linkTarget)
  return why ? { ...entry, hostile: why } : entry
}

async function linkTarget(absolute: string, path: string, report: Report): Promise<string> {
  try {
    return await readlink(absolute)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    report({ kind: 'unreadable', path, reason: `the link cannot be read: ${code ?? message}` })
    return ''
  }
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function typeOf(child: Dirent): EntryType {
  if (child.isFile()) return 'file'
  if (child.isDirectory()) return 'directory'
  if (child.isSymbolicLink()) return 'symlink'
  if (child.isFIFO()) return 'fifo'
  if (child.isSocket()) return 'socket'
  return child.isBlockDevice() || child.isCharacterDevice() ? 'device' : 'other'
}
