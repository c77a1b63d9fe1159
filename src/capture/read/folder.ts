import type { Dirent, Stats } from 'node:fs'
import { lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { guardName, guardType, printableName } from '../names.js'
import { ChunkBuffers } from './chunk-buffers.js'
import { fileBytes } from './file-bytes.js'
import type { RawEntry, Report } from './raw-entry.js'
import { noBytes } from './raw-entry.js'
import type { EntryType, Hostile } from './types.js'

export interface Walk {
  /** The folder, absolute. */
  root: string
  report: Report
  signal?: AbortSignal | undefined
  /** How many parts a path may have; default: any number. */
  depth?: number | undefined
}

interface Walking extends Walk {
  buffers: ChunkBuffers
}

/** A folder on the way down, and how far it has been read. */
interface Level {
  path: string
  children: Dirent[]
  next: number
}

/**
 * Everything below a folder, sorted by name, links not followed. What cannot be read is reported and left out. Asks the
 * file system at once: captures hold thousands of small files, and a trip through the thread pool for each costs more.
 */
export async function* folderEntries(options: Walk): AsyncGenerator<RawEntry, void, undefined> {
  const walk = { ...options, buffers: new ChunkBuffers() }
  const levels = [openLevel(walk, '')]
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const child = level.children[level.next++]
    if (!child) {
      levels.pop()
      continue
    }
    walk.signal?.throwIfAborted()
    const path = below(level.path, child.name)
    yield toEntry(walk, path, typeOf(child))
    if (child.isDirectory() && levels.length < (walk.depth ?? Infinity)) levels.push(openLevel(walk, path))
  }
}

function openLevel(walk: Walk, path: string): Level {
  return { path, children: childrenOf(walk, path), next: 0 }
}

function childrenOf(walk: Walk, folder: string): Dirent[] {
  try {
    const children = readdirSync(`${walk.root}/${folder}`, { withFileTypes: true })
    return children.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    walk.report({ kind: 'unreadable', path: folder, reason: `the folder cannot be read: ${whyNot(error)}` })
    return []
  }
}

/** A class, as an object with getters of its own takes ten times as long to make. */
class FolderEntry implements RawEntry {
  linkTarget?: string
  hostile?: Hostile
  reopen?: () => AsyncIterable<Buffer>
  readonly #walk: Walking
  readonly #absolute: string

  constructor(
    walk: Walking,
    public path: string,
    readonly type: EntryType,
  ) {
    this.#walk = walk
    this.#absolute = `${walk.root}/${path}`
    if (type === 'file') this.reopen = () => fileBytes(this.#absolute, walk.signal, walk.buffers)
    if (type === 'symlink') this.linkTarget = linkTarget(walk, this.#absolute, path)
  }

  // Few ask for these.
  get size(): number {
    return this.type === 'file' ? (statOf(this.#absolute)?.size ?? 0) : 0
  }

  get mode(): number | undefined {
    const stat = statOf(this.#absolute)
    return stat && stat.mode & 0o777
  }

  body(): AsyncIterable<Buffer> {
    return this.type === 'file' ? fileBytes(this.#absolute, this.#walk.signal, this.#walk.buffers) : noBytes()
  }
}

function toEntry(walk: Walking, path: string, type: EntryType): RawEntry {
  const entry = new FolderEntry(walk, path, type)
  const name = guardName(path)
  const why = 'hostile' in name ? name.hostile : guardType(path, type, entry.linkTarget)
  if (why) entry.hostile = why
  if ('hostile' in name) entry.path = printableName(path)
  return entry
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

function linkTarget(walk: Walk, absolute: string, path: string): string {
  try {
    return readlinkSync(absolute)
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
