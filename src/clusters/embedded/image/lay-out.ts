import { chmod, constants, copyFile, mkdir, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { IsShared } from './host-path.js'
import { resolveOnHost } from './host-path.js'
import type { FolderImage } from '../../../dockerfile/types.js'

/** Copies the image's files into `folder` as a container will see them, so that a later edit changes no running one. */
export async function layOutImage(image: FolderImage, folder: string, isShared: IsShared): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const directory of image.directories) {
    await mkdir(join(folder, resolveOnHost(join(directory, 'x'), isShared), '..'), { recursive: true })
  }
  for (const file of image.files) {
    const target = join(folder, resolveOnHost(file.target, isShared))
    await mkdir(dirname(target), { recursive: true })
    await rm(target, { force: true, recursive: true })
    if (file.link !== undefined) await symlink(file.link, target)
    else if (file.source !== undefined) {
      await copyFile(file.source, target, constants.COPYFILE_FICLONE)
      await chmod(target, file.mode)
    }
  }
}
