import type { Dirent, Stats } from 'node:fs'
import { lstat, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { guardName, guardType, printableName } from '../names.js'
import { fileBytes } from './file-bytes.js'
import type { RawEntry, Report } from './raw-entry.js'
import { noBytes } from './raw-entry.js'
import type { EntryType } from './types.js'

export interface Walk {
  /** The folder, absolute. */
  root: string
  report: Report
  signal?: AbortSignal | undefined
  /** How many parts a path may have; default: any number. */
  depth?: number | undefined
}

/** Everything below a folder, sorted by name, links not followed. What cannot be read is reported and left out. */
export async function* folderEntries(
  walk: Walk,
  folder = '',
  depth = 1,
): AsyncGenerator<RawEntry, void, undefined> {
  const children = await childrenOf(walk, folder)
  const stats = await Promise.all(children.map((child) => statOf(walk, folder, child)))
  for (const [index, child] of children.entries()) {
    walk.signal?.throwIfAborted()
    const path = below(folder, child.name)
    yield await toEntry(walk, path, typeOf(child), stats[index])
    if (child.isDirectory() && depth < (walk.depth ?? Infinity)) yield* folderEntries(walk, path, depth + 1)
  }
}

async function childrenOf(walk: Walk, folder: string): Promise<Dirent[]> {
  try {
    const children = await readdir(join(walk.root, folder), { withFileTypes: true })
    return children.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    walk.report({ kind: 'unreadable', path: folder, reason: `the folder cannot be read: ${whyNot(error)}` })
    return []
  }
}

async function statOf(walk: Walk, folder: string, child: Dirent): Promise<Stats | undefined> {
  if (!child.isFile() && !child.isDirectory()) return undefined
  return lstat(join(walk.root, folder, child.name)).catch(() => undefined)
}

async function toEntry(walk: Walk, path: string, type: EntryType, stat?: Stats): Promise<RawEntry> {
  const absolute = join(walk.root, path)
  const size = type === 'file' && stat ? stat.size : 0
  const entry: RawEntry = { path, type, size, body: noBytes }
  if (stat) entry.mode = stat.mode & 0o777
  if (type === 'file') entry.body = entry.reopen = () => fileBytes(absolute, walk.signal)
  if (type === 'symlink') entry.linkTarget = await linkTarget(walk, absolute, path)
  const name = guardName(path)
  if ('hostile' in name) return { ...entry, path: printableName(path), hostile: name.hostile }
  const why = guardType(path, type, entry.linkTarget)
  return why ? { ...entry, hostile: why } : entry
}

async function linkTarget(walk: Walk, absolute: string, path: string): Promise<string> {
  try {
    return await readlink(absolute)
  } catch (error) {
    walk.report({ kind: 'unreadable', path, reason: `the link cannot be read: ${whyNot(error)}` })
    return ''
  }
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}

function typeOf(child: Dirent): EntryType {
  if (child.isFile()) return 'file'
  if (child.isDirectory()) return 'directory'
  if (child.isSymbolicLink()) return 'symlink'
  if (child.isFIFO()) return 'fifo'
  if (child.isSocket()) return 'socket'
  return child.isBlockDevice() || child.isCharacterDevice() ? 'device' : 'other'
}
