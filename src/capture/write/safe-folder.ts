import { link, lstat, mkdir, open, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFailed } from './write-failed.js'
import { cleanPath, hostile } from '../names.js'

export interface Refusal {
  reason: string
}

/**
 * A folder into which guarded relative paths are written, none through a link and none over something else. Each
 * function resolves with a refusal where the name is taken, and throws `capture.write-failed` for want of space or rights.
 */
export interface SafeFolder {
  directory(path: string): Promise<Refusal | undefined>
  file(path: string, body: AsyncIterable<Buffer>): Promise<Refusal | undefined>
  symlink(path: string, target: string): Promise<Refusal | undefined>
  /** A second name for a file that was written here before. */
  hardlink(path: string, target: string): Promise<Refusal | undefined>
}

export async function createSafeFolder(root: string): Promise<SafeFolder> {
  await mkdir(root, { recursive: true }).catch((error: unknown) => {
    throw writeFailed(error, root)
  })
  /** Folders that are known to be real ones. */
  const known = new Set([''])
  const files = new Set<string>()

  const directory = async (path: string): Promise<Refusal | undefined> => {
    if (known.has(path)) return undefined
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const refusal = (await directory(parent)) ?? (await makeFolder(join(root, path)))
    if (!refusal) known.add(path)
    return refusal
  }
  const within = async (path: string, write: (absolute: string) => Promise<void>) => {
    const refusal = await directory(path.slice(0, Math.max(0, path.lastIndexOf('/'))))
    if (refusal) return refusal
    const absolute = join(root, path)
    return write(absolute).then(
      () => undefined,
      (error: unknown) => refusalOf(error, absolute),
    )
  }
  return {
    directory,
    async file(path, body) {
      const refusal = await within(path, (absolute) => writeFile(absolute, body))
      if (!refusal) files.add(path)
      return refusal
    },
    symlink: (path, target) => within(path, (absolute) => symlink(target, absolute)),
    async hardlink(path, target) {
      const original = cleanPath(target)
      if (!files.has(original)) return { reason: 'it is a link to a file that was not written' }
      const refusal = await within(path, (absolute) => link(join(root, original), absolute))
      if (!refusal) files.add(path)
      return refusal
    },
  }
}

async function makeFolder(absolute: string): Promise<Refusal | undefined> {
  try {
    await mkdir(absolute)
    return undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return refusalOf(error, absolute)
    const there = await lstat(absolute)
    return there.isDirectory() ? undefined : { reason: 'a file or a link lies where its folder should be' }
  }
}

/** Exclusive, so that neither a file nor a link that is there is written to. */
async function writeFile(absolute: string, body: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(absolute, 'wx', 0o644)
  try {
    for await (const bytes of body) await file.appendFile(bytes)
  } finally {
    await file.close()
  }
}

const refusals: Record<string, Refusal> = {
  EEXIST: hostile('duplicate'),
  ENAMETOOLONG: hostile('too-long'),
  ENOTDIR: { reason: 'a file lies where its folder should be' },
  EILSEQ: hostile('not-utf8'),
}

const fatal = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE'])

function refusalOf(error: unknown, path: string): Refusal {
  const { code = '' } = error as NodeJS.ErrnoException
  const refusal = refusals[code]
  if (refusal) return refusal
  throw fatal.has(code) ? writeFailed(error, path) : error
}
