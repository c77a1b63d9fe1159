import { EventEmitter, once } from 'node:events'
import {
  appendFileSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** A file, or a link to a volume, that a container wants at a place of the host's root. */
export interface Laid {
  target: string
  /** Copied, where it is an image's file; linked to, where it is a volume. */
  source: string
  how: 'copy' | 'link'
}

export interface HostFiles {
  /** Whether another container has something else there. */
  isTaken(wanted: Laid): boolean
  /** Puts it there, or counts it once more. Throws where the host has something else there. */
  lay(wanted: Laid): void
  /** Resolves when something was taken away; throws on abort. */
  lifted(signal: AbortSignal): Promise<void>
  /** Takes it away when nobody wants it any more. */
  lift(laid: Laid): void
  makeFolder(path: string): void
  /** Takes everything away. */
  clear(): void
}

/**
 * What lies on the host's own root for containers that have none of their own. Each path is written to a journal
 * before it is made, so that somebody else can remove it when this process is killed.
 */
export function createHostFiles(journal: { files: string; folders: string }): HostFiles {
  const laid = new Map<string, { source: string; count: number }>()
  const folders: string[] = []
  const changes = new EventEmitter().setMaxListeners(0)

  const makeFolder = (path: string): void => {
    if (lstatSync(path, { throwIfNoEntry: false })) return
    makeFolder(dirname(path))
    appendFileSync(journal.folders, `${path}\0`)
    folders.push(path)
    mkdirSync(path)
  }
  return {
    makeFolder,
    isTaken: ({ target, source }) => (laid.get(target)?.source ?? source) !== source,
    async lifted(signal) {
      await once(changes, 'lifted', { signal })
    },
    lay({ target, source, how }) {
      const known = laid.get(target)
      if (known) {
        known.count++
        return
      }
      if (lstatSync(target, { throwIfNoEntry: false })) {
        throw new Error(`isolation none: ${target} exists on this machine, and is not ours to replace`)
      }
      makeFolder(dirname(target))
      appendFileSync(journal.files, `${target}\0`)
      laid.set(target, { source, count: 1 })
      if (how === 'link') symlinkSync(source, target)
      else if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target)
      else copyFileSync(source, target)
    },
    lift({ target }) {
      const known = laid.get(target)
      if (!known || --known.count > 0) return
      laid.delete(target)
      rmSync(target, { force: true })
      changes.emit('lifted')
    },
    clear() {
      for (const target of laid.keys()) rmSync(target, { force: true })
      laid.clear()
      // The deepest first; what a container has written into a folder that was ours goes with it.
      for (const folder of folders.splice(0).reverse()) removeFolder(folder)
    },
  }
}

function removeFolder(folder: string): void {
  try {
    rmdirSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY') rmSync(folder, { recursive: true, force: true })
    else if (code !== 'ENOENT') throw error
  }
}

/** The files of an image's folder, and where each belongs. */
export function imageFiles(root: string, path = '/'): Laid[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry): Laid[] => {
    const target = join(path, entry.name)
    if (entry.isDirectory()) return imageFiles(root, target)
    return [{ target, source: join(root, target), how: 'copy' }]
  })
}
