import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ImageError } from './image-error.js'
import { parseReference } from './reference.js'
import type { ImageSource } from './types.js'

/**
 * An image source as people write it: a folder, a folder with an OCI layout, a .tar or .tar.gz, or a reference
 * (`docker://` before it is allowed). What is there on disk goes first, unless it says `docker://`. Throws
 * `image.source-invalid`, and `image.not-found` for what can only be a path.
 */
export function parseImageSource(text: string): ImageSource {
  const [, ref] = /^docker:\/\/(.*)$/s.exec(text) ?? []
  if (ref !== undefined) return { kind: 'registry', ref: validReference(ref) }
  const stat = statSync(text, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return folderSource(text)
  if (stat?.isFile()) return { kind: 'archive', path: text }
  if (stat) throw new ImageError('image.source-invalid', `${text} is neither a file nor a folder`)
  if (/^[./~]|\.(tar|tar\.gz|tgz)$|\/$/.test(text))
    throw new ImageError('image.not-found', `there is no image at ${text}: no such file or folder`, {
      next: 'Check the path.',
    })
  return { kind: 'registry', ref: validReference(text) }
}

function folderSource(path: string): ImageSource {
  const isLayout = statSync(join(path, 'oci-layout'), { throwIfNoEntry: false })?.isFile() === true
  return isLayout ? { kind: 'oci-layout', path } : { kind: 'folder', path }
}

function validReference(text: string): string {
  if (!parseReference(text))
    throw new ImageError('image.source-invalid', `${JSON.stringify(text)} is no image reference`)
  return text
}
