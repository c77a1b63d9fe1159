import { constants } from 'node:fs'
import { access, readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'

/** Whether a path in a configuration is a pattern for several files. */
export function isGlob(text: string): boolean {
  return picomatch.scan(text).isGlob
}

/** The files below `dir` that a path or a glob names, absolute and sorted. Links are listed and not followed. */
export async function filesOf(dir: string, text: string): Promise<string[]> {
  if (!isGlob(text)) return (await isFile(resolve(dir, text))) ? [resolve(dir, text)] : []
  const { base, glob } = picomatch.scan(text)
  const top = resolve(dir, base)
  const matches = picomatch(glob)
  const below = await readdir(top, { recursive: true, withFileTypes: true }).catch(() => [])
  const files: string[] = []
  for (const entry of below) {
    const path = join(entry.parentPath, entry.name)
    const isMatch = matches(relative(top, path).split(sep).join('/'))
    if (isMatch && !entry.isDirectory() && (await isFile(path))) files.push(path)
  }
  return files.sort()
}

/** Whether the path, with its links followed, stays inside the folder. A path that is not there stays inside. */
export async function staysInside(dir: string, path: string): Promise<boolean> {
  const root = await realpath(dir)
  const real = await realpath(path).catch(() => undefined)
  return real === undefined || real === root || real.startsWith(root + sep)
}

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
