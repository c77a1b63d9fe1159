import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { createSafeFolder } from '../../capture/write/safe-folder.js'
import type { EntryWriter } from './types.js'

/** Writes entries into a folder, which is made. Throws `capture.write-failed` for want of space or rights. */
export async function createFolderWriter(root: string): Promise<EntryWriter> {
  const folder = await createSafeFolder(root)
  const modes: [path: string, mode: number][] = []
  return {
    async directory(path, mode) {
      // Last, as a folder that may not be written to takes no files.
      modes.push([path, mode])
      return (await folder.directory(path))?.reason
    },
    async file(path, mode, content) {
      const refusal = await folder.file(path, content.read())
      if (!refusal) await chmod(join(root, path), mode)
      return refusal?.reason
    },
    symlink: async (path, target) => (await folder.symlink(path, target))?.reason,
    hardlink: async (path, target) => (await folder.hardlink(path, target))?.reason,
    async close() {
      for (const [path, mode] of modes.reverse()) await chmod(join(root, path), mode)
    },
  }
}
