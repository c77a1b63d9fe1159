import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { IsShared } from './host-path.js'
import { layOutImage } from './lay-out.js'
import type { FolderImage } from '../../../dockerfile/types.js'

/** An image that containers can be started from. */
export interface StoredImage extends FolderImage {
  /** `sha256:...` over its configuration and files. */
  id: string
  /** The folder with its files, laid out. */
  root: string
}

/** The images that the node has, by reference. */
export interface ImageStore {
  /** Lays the image out; a second one under the same reference takes the first one's place for containers to come. */
  add(image: FolderImage): Promise<StoredImage>
  find(ref: string): StoredImage | undefined
}

/** Keeps images below `folder`, which the caller removes. */
export function createImageStore(folder: string, isShared: IsShared): ImageStore {
  const images = new Map<string, StoredImage>()
  let count = 0
  return {
    async add(image) {
      const root = join(folder, String(++count))
      await layOutImage(image, root, isShared)
      const stored = { ...image, id: await imageId(image), root }
      images.set(normalizeRef(image.ref), stored)
      return stored
    },
    find: (ref) => images.get(normalizeRef(ref)),
  }
}

async function imageId(image: FolderImage): Promise<string> {
  const { files, directories, entrypoint, cmd, env, labels, workdir, user } = image
  const hash = createHash('sha256').update(
    JSON.stringify({ directories, entrypoint, cmd, env, labels, workdir, user }),
  )
  for (const { source, target, link, mode } of files) {
    hash.update(JSON.stringify({ target, link, mode }))
    if (source !== undefined) hash.update(await readFile(source))
  }
  return `sha256:${hash.digest('hex')}`
}

/** `busybox` and `docker.io/library/busybox:latest` are one image. */
export function normalizeRef(ref: string): string {
  const [first = '', ...rest] = ref.split('/')
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  const full = hasHost ? ref : `docker.io/${rest.length === 0 ? `library/${ref}` : ref}`
  return full.includes('@') || /:[^/]*$/.test(full) ? full : `${full}:latest`
}
