import { lstatSync, readdirSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, join, posix, relative } from 'node:path'
import picomatch from 'picomatch'
import type { Ignored } from './dockerignore.js'
import type { ImageFile } from './types.js'

export interface CopyRequest {
  context: string
  ignored: Ignored
  sources: string[]
  /** As written; relative to `workdir`. */
  destination: string
  workdir: string
  /** Permission bits of `--chmod`. */
  mode?: number | undefined
  /** Whether the image has a folder at this path already: a file is then copied into it. */
  isFolder: (path: string) => boolean
}

export interface Copied {
  files: ImageFile[]
  directories: string[]
}

/** What COPY cannot do; `problem` says it, without the place. */
export class CopyError extends Error {
  constructor(
    problem: string,
    readonly next: string,
  ) {
    super(problem)
  }
}

/** Finds the files of one COPY. A source may be a glob, and never leaves the context. Throws `CopyError`. */
export function resolveCopy(request: CopyRequest): Copied {
  const copied: Copied = { files: [], directories: [] }
  const found = request.sources.flatMap((source) => findSources(request, source))
  const target = posix.resolve('/', request.workdir, request.destination)
  const intoFolder = /(^|\/)\.?$/.test(request.destination) || found.length > 1 || request.isFolder(target)
  for (const source of found) {
    const path = join(request.context, source)
    if (lstatSync(realpathSync(path)).isDirectory()) {
      copied.directories.push(target)
      copyFolder(request, source, target, copied)
    } else {
      copied.files.push(
        fileOf(realpathSync(path), intoFolder ? join(target, basename(source)) : target, request.mode),
      )
    }
  }
  return copied
}

/** Paths relative to the context, of which at least one has to be there. */
function findSources(request: CopyRequest, source: string): string[] {
  const path = posix.normalize(source.replace(/^\/+/, '')).replace(/\/$/, '')
  if (path === '..' || path.startsWith('../')) {
    throw new CopyError(
      `COPY ${source} leaves the build context`,
      'Copy the file into the folder of the Dockerfile.',
    )
  }
  const matches = /[*?[]/.test(path)
    ? expandGlob(request.context, path)
    : exists(request.context, path)
      ? [path]
      : []
  const kept = matches.filter((match) => match === '.' || !request.ignored(match))
  if (kept.length === 0) {
    const reason = matches.length > 0 ? 'is excluded by .dockerignore' : 'is not in the build context'
    throw new CopyError(`COPY: ${source} ${reason}`, `Paths are relative to ${request.context}.`)
  }
  for (const match of kept) guardInside(request.context, match)
  return kept
}

function exists(context: string, path: string): boolean {
  return lstatSync(join(context, path), { throwIfNoEntry: false }) !== undefined
}

/** Folder by folder: `*` does not cross a slash. */
function expandGlob(context: string, pattern: string): string[] {
  let paths = ['.']
  for (const part of pattern.split('/')) {
    const matches = picomatch(part, { dot: true })
    paths = paths.flatMap((folder) => {
      if (!/[*?[]/.test(part)) return exists(context, join(folder, part)) ? [join(folder, part)] : []
      if (!lstatSync(join(context, folder)).isDirectory()) return []
      const names = readdirSync(join(context, folder)).sort()
      return names.filter((name) => matches(name)).map((name) => join(folder, name))
    })
  }
  return paths
}

/** A link in the context may point inside it, and nowhere else. */
function guardInside(context: string, path: string): void {
  const inside = relative(realpathSync(context), realpathOrThrow(context, path))
  if (inside === '..' || inside.startsWith('../')) {
    throw new CopyError(
      `COPY: ${path} is a link out of the build context`,
      'Copy the file itself into the context.',
    )
  }
}

function realpathOrThrow(context: string, path: string): string {
  try {
    return realpathSync(join(context, path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new CopyError(
      `COPY: ${path} is a link to a file that does not exist`,
      'Mend the link or remove it.',
    )
  }
}

function copyFolder(request: CopyRequest, source: string, target: string, copied: Copied): void {
  for (const entry of readdirSync(join(request.context, source), { withFileTypes: true })) {
    const path = join(source, entry.name)
    const place = join(target, entry.name)
    if (entry.isDirectory()) {
      // An excluded folder is entered all the same: `!` may take single files of it back.
      if (!request.ignored(path)) copied.directories.push(place)
      copyFolder(request, path, place, copied)
    } else if (!request.ignored(path)) {
      const full = join(request.context, path)
      if (entry.isSymbolicLink()) copied.files.push({ link: readlinkSync(full), target: place, mode: 0o777 })
      else if (entry.isFile()) copied.files.push(fileOf(full, place, request.mode))
    }
  }
}

function fileOf(source: string, target: string, mode: number | undefined): ImageFile {
  return { source, target, mode: mode ?? lstatSync(source).mode & 0o7777 }
}
