import { readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileBytes } from '../../capture/read/file-bytes.js'
import { folderEntries } from '../../capture/read/folder.js'
import type { RawEntry } from '../../capture/read/raw-entry.js'
import { labelsOfDockerfile } from '../../dockerfile/labels.js'
import { ImageError } from './image-error.js'
import { cleanPrefixes, isBelow, leadsTo } from './prefixes.js'
import type { ImageFile, OpenedImage } from './types.js'

/** What the tools call the Dockerfile of a bundle or a catalog, beside the usual names. */
export const dockerfileNames = ['Dockerfile', 'Containerfile', 'bundle.Dockerfile', 'catalog.Dockerfile']

/**
 * The files of a folder as those of an image. A Dockerfile in it, or beside it as the operator SDK has it
 * (`bundle.Dockerfile` beside `bundle/`), tells the labels.
 */
export function openFolder(path: string, signal: AbortSignal): OpenedImage {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new ImageError('image.not-found', `there is no folder ${path}`, { next: 'Check the path.' })
  const dockerfile = findDockerfile(path)
  return {
    kind: 'folder',
    origin: path,
    labels: dockerfile ? labelsOfDockerfile(dockerfile.text) : {},
    labelsFrom: dockerfile ? 'dockerfile' : 'none',
    ...(dockerfile ? { dockerfile } : {}),
    files: (prefixes) => folderFiles(path, cleanPrefixes(prefixes), signal),
    close: () => Promise.resolve(),
  }
}

function findDockerfile(path: string): OpenedImage['dockerfile'] {
  const beside = join('..', `${relative(join(path, '..'), path)}.Dockerfile`)
  for (const name of [...dockerfileNames, beside]) {
    const file = join(path, name)
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true)
      return { path: name.replace(/^\.\.\//, ''), text: readFileSync(file, 'utf8') }
  }
  return undefined
}

async function* folderFiles(
  root: string,
  prefixes: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<ImageFile, void, undefined> {
  const unreadable = ({ path = '', reason }: { path?: string; reason: string }) => {
    throw new ImageError('image.unreadable', `${join(root, path)} cannot be read: ${reason}`, {
      next: 'Check that you may read it.',
    })
  }
  for await (const entry of folderEntries({ root, report: unreadable, signal })) {
    const { path, type, hostile } = entry
    if (!isBelow(path, prefixes) && !leadsTo(path, prefixes)) continue
    if (hostile) throw refused(root, path, hostile.reason)
    if (type === 'directory' || !isBelow(path, prefixes)) continue
    if (type === 'symlink') yield linkedFile(root, path, signal)
    else yield { path, size: entry.size ?? 0, content: () => bytesOf(root, entry) }
  }
}

/** A link to a file of the folder is that file, as a build would copy it. */
function linkedFile(root: string, path: string, signal: AbortSignal): ImageFile {
  const target = join(root, path)
  const stat = statSync(target, { throwIfNoEntry: false })
  if (stat?.isFile() !== true) throw refused(root, path, 'it is a link, and not to a file')
  const real = realpathSync(target)
  if (relative(realpathSync(root), real).startsWith('..'))
    throw refused(root, path, 'the link leads out of the folder')
  return { path, size: stat.size, content: () => fileBytes(real, signal) }
}

async function* bytesOf(root: string, entry: RawEntry): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* entry.body()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DataError') throw error
    throw refused(root, entry.path, error.message)
  }
}

const refused = (root: string, path: string, reason: string): ImageError =>
  new ImageError('image.unreadable', `${join(root, path)}: ${reason}`, {
    next: 'Put regular files there.',
  })
